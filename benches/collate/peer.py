"""CollateX for Python on two files. usage: peer.py FULL CUT"""

import sys

from collatex import Collation, collate

collation = Collation()
for sigil, path in zip("AB", sys.argv[1:3]):
    with open(path, encoding="utf-8") as file:
        collation.add_plain_witness(sigil, file.read())
sys.stdout.write(collate(collation, output="json", segmentation=False))
