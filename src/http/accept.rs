//! The media type of the answer: what the client's `Accept` likes best (RFC 9110 §12.5.1, GraphQL over HTTP §6.4).

use axum::http::{HeaderMap, header};

/// A media type that answers come in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/graphql-response+json`: the status says what became of the request.
    GraphqlResponse,
    /// `application/json`, which the client named: the status is 200 whenever the request was well-formed.
    Json,
    /// `application/json`, because the client takes anything: the status says what became of the request.
    Any,
}

impl Media {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json | Self::Any => "application/json; charset=utf-8",
        }
    }

    fn subtype(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "graphql-response+json",
            Self::Json | Self::Any => "json",
        }
    }

    /// What to answer in; `None` if the client takes neither. Clients that say nothing, or take anything, get JSON.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut ranges = Vec::new();
        for value in headers.get_all(header::ACCEPT) {
            ranges.extend(value.to_str().unwrap_or_default().split(',').filter_map(Range::parse));
        }
        if ranges.is_empty() {
            return Some(Self::Any);
        }
        let wish = |media: Self| {
            let best = ranges.iter().filter_map(|range| Some((range.precision(media)?, range.quality))).max();
            best.filter(|(_, quality)| *quality > 0).map(|(precision, quality)| (quality, precision))
        };
        match (wish(Self::GraphqlResponse), wish(Self::Json)) {
            (graphql, Some(json @ (_, EXACT))) if graphql < Some(json) => Some(Self::Json),
            // Both fall under one wildcard, or JSON under a better one.
            (graphql, Some(json)) if graphql <= Some(json) && json.1 < EXACT => Some(Self::Any),
            (Some(_), _) => Some(Self::GraphqlResponse),
            (None, _) => None,
        }
    }
}

/// How precisely an entry means a media type that it names.
const EXACT: u8 = 3;

/// One entry of `Accept`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    /// Entries that cannot be read count for nothing.
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let mut quality = 1000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=')?;
            if name.trim().eq_ignore_ascii_case("q") {
                let value: f32 = value.trim().parse().ok().filter(|value| (0.0..=1.0).contains(value))?;
                quality = (value * 1000.0).round() as u16;
            }
        }
        Some(Self { kind, subtype, quality })
    }

    /// How precisely it means `media`; `None` if it does not.
    fn precision(&self, media: Media) -> Option<u8> {
        match (self.kind, self.subtype) {
            ("*", "*") => Some(1),
            (kind, "*") if kind.eq_ignore_ascii_case("application") => Some(2),
            (kind, subtype) => (kind.eq_ignore_ascii_case("application")
                && subtype.eq_ignore_ascii_case(media.subtype()))
            .then_some(EXACT),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepted(values: &[&'static str]) -> Option<Media> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::ACCEPT, HeaderValue::from_static(value));
        }
        Media::accepted(&headers)
    }

    #[test]
    fn the_client_gets_what_it_likes_best() {
        use Media::{Any, GraphqlResponse, Json};
        let graphql = "application/graphql-response+json";
        for (accept, media) in [
            (&[][..], Some(Any)),
            (&[""], Some(Any)),
            (&["*/*"], Some(Any)),
            (&["application/*"], Some(Any)),
            (&["text/html,application/xhtml+xml,*/*;q=0.8"], Some(Any)),
            (&["application/json, */*;q=0.5"], Some(Json)),
            (&["application/json"], Some(Json)),
            (&["APPLICATION/JSON; charset=utf-8"], Some(Json)),
            (&[graphql], Some(GraphqlResponse)),
            (&["application/graphql-response+json, application/json;q=0.9"], Some(GraphqlResponse)),
            (&["application/json, application/graphql-response+json"], Some(GraphqlResponse)),
            (&["application/json; q=0.9", graphql], Some(GraphqlResponse)),
            (&["application/graphql-response+json;q=0.5, application/json"], Some(Json)),
            (&["application/graphql-response+json;q=0.5, */*"], Some(Any)),
            (&["application/graphql-response+json, */*;q=0.1"], Some(GraphqlResponse)),
            (&["application/json;q=0, */*"], Some(GraphqlResponse)),
            (&["application/graphql-response+json;q=0, */*"], Some(Any)),
            (&["application/graphql-response+jsonp"], None),
            (&["text/html"], None),
            (&["*/*;q=0"], None),
        ] {
            assert_eq!(accepted(accept), media, "{accept:?}");
        }
    }
}
