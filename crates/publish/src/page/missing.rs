//! The page that answers when there is none.

use super::Page;
use maud::html;

impl Page<'_> {
    /// Returns the page for an address that the record does not have.
    #[must_use]
    pub fn missing(&self) -> String {
        let meta = self.plain("missing-title", "missing-lead", "find", "");
        let body = html! {
            div.wrap.narrow {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                p { a.button.quiet href=(self.href("find")) { (self.t("find-title")) } " " a.button.quiet href=(self.href("")) { (self.t("brand")) } }
            }
        };
        self.document(&meta, &body)
    }
}

impl Page<'_> {
    /// Returns the first file of a published site, which leads into the languages (a server chooses by itself).
    #[must_use]
    pub fn door(&self) -> String {
        let meta = self.plain("home-title", "home-lead", "", "");
        let body = html! {
            div.hero {
                div.wrap {
                    h1 { (self.t("home-claim")) }
                    // The script goes where the browser's language leads.
                    nav.actions #door aria-label=(self.t("languages")) {
                        @for language in crate::messages::Language::ALL {
                            a.button href=(self.links.page(language, "")) lang=(language.code()) { (language.own_name()) }
                        }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }
}
