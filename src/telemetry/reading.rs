//! Numbers that something else keeps, read at the moment of a scrape.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Registry;

/// One number with its meaning.
#[derive(Clone, Debug)]
pub struct Reading {
    name: &'static str,
    help: &'static str,
    kind: Kind,
    value: f64,
    labels: Vec<(&'static str, &'static str)>,
}

#[derive(Copy, Clone, Debug)]
enum Kind {
    Counter,
    Gauge,
}

impl Reading {
    /// A number that only grows. `name` is without `_total`.
    pub fn counter(name: &'static str, help: &'static str, value: impl IntoNumber) -> Self {
        Self { name, help, kind: Kind::Counter, value: value.into_number(), labels: Vec::new() }
    }

    /// A number that goes up and down.
    pub fn gauge(name: &'static str, help: &'static str, value: impl IntoNumber) -> Self {
        Self { name, help, kind: Kind::Gauge, value: value.into_number(), labels: Vec::new() }
    }

    /// With a label. Both are of a closed set.
    pub fn label(mut self, name: &'static str, value: &'static str) -> Self {
        self.labels.push((name, value));
        self
    }

    fn write(&self, encoder: &mut MetricEncoder<'_>) -> std::fmt::Result {
        match self.kind {
            Kind::Counter => encoder.encode_counter::<NoLabelSet, _, f64>(&self.value, None),
            Kind::Gauge => encoder.encode_gauge(&self.value),
        }
    }
}

/// What can be read as a number: exact up to 2⁵³.
pub trait IntoNumber {
    fn into_number(self) -> f64;
}

macro_rules! into_number {
    ($($number:ty),*) => {$(
        impl IntoNumber for $number {
            fn into_number(self) -> f64 {
                self as f64
            }
        }
    )*};
}
into_number!(u32, u64, i64, usize, f64);

impl IntoNumber for bool {
    fn into_number(self) -> f64 {
        f64::from(u8::from(self))
    }
}

#[derive(Debug)]
struct Readings(Vec<Reading>);

impl Collector for Readings {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        for family in self.0.chunk_by(|one, next| one.name == next.name) {
            let Some(Reading { name, help, kind, .. }) = family.first() else { continue };
            let metric_type = match kind {
                Kind::Counter => MetricType::Counter,
                Kind::Gauge => MetricType::Gauge,
            };
            // As the registry does it for what is registered.
            let help = format!("{help}.");
            let mut metrics = encoder.encode_descriptor(name, &help, None, metric_type)?;
            for reading in family {
                match reading.labels.as_slice() {
                    [] => reading.write(&mut metrics)?,
                    labels => reading.write(&mut metrics.encode_family(&labels)?)?,
                }
            }
        }
        Ok(())
    }
}

/// A registry for one scrape.
pub(super) fn registry(readings: Vec<Reading>) -> Registry {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Readings(readings)));
    registry
}
