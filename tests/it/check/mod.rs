//! `medbook check` sees what is broken. That a healthy database passes is proved by every other test when it ends.

mod planted;
