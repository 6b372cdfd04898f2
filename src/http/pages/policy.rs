//! What the browser may do on a page.

use axum::http::{HeaderName, HeaderValue, header};

/// A page's `Content-Security-Policy`. None of them lets anything be loaded from, or sent to, another host.
#[derive(Clone, Copy, Debug)]
pub enum Policy {
    /// Our own pages: files of this server and nothing inline.
    Strict,
    /// GraphiQL: its editor writes style attributes, carries its icon font and images as `data:`, and starts workers.
    Playground,
    /// The console without a build: one file, so its script and style are inline. It shows answers as text only.
    Console,
}

impl Policy {
    fn content_security_policy(self) -> &'static str {
        match self {
            Self::Strict => {
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                 base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            }
            Self::Playground => {
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                 font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'"
            }
            Self::Console => {
                "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
                 connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            }
        }
    }

    /// The headers that make a page safe to show.
    pub fn headers(self) -> [(HeaderName, HeaderValue); 4] {
        [
            (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(self.content_security_policy())),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        ]
    }
}
