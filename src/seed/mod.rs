//! A clinic network of any size, for `medbook seed`: to try the server, and to measure it, at the scale of a real one.
//!
//! Everything but [`load`] is pure: the same [`Scale`] gives the same rows, down to the ids. Visits are put where the
//! availability engine says they can be, as of the moment at which they were booked, so that what the generator makes
//! is what the use cases would have made; `medbook check` proves the rest.

mod cities;
mod clinics;
mod desk;
mod dice;
mod doctors;
mod event;
mod feedback;
mod hours;
mod life;
mod load;
mod offered;
mod people;
mod scale;
mod visits;
mod words;
mod world;

pub use load::{Filled, SeedError, fill};
pub use scale::{ADMIN, DOMAIN, Scale};
pub use world::World;
