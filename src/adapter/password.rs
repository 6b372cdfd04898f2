//! Password hashing: Argon2id (RFC 9106), 19 MiB, two passes, off the async threads and never more than a few at once.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::{PasswordHash, Salt};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::random::Random;

/// How much hashing there may be.
#[derive(Copy, Clone, Debug)]
pub struct PasswordLimits {
    /// Passwords that are hashed at the same time; each takes 19 MiB and a core.
    pub parallel: usize,
    /// How many more may wait for that.
    pub waiting: usize,
    /// How long they may wait.
    pub patience: Duration,
}

impl PasswordLimits {
    /// With half of the machine's cores: the other half is for those who are signed in.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { parallel: (cores / 2).max(1), waiting: 64, patience: Duration::from_secs(5) }
    }
}

impl Default for PasswordLimits {
    fn default() -> Self {
        Self::of_this_machine()
    }
}

/// Makes and checks password hashes. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Checked when there is no account, so that both answers take the same time.
    nobody: Arc<str>,
    slots: Arc<Semaphore>,
    /// Places of all who hash or wait.
    queue: Arc<Semaphore>,
    limits: PasswordLimits,
}

/// There is no answer, for a reason that is not the password.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    #[error("password hashing failed: {0}")]
    Failed(String),
}

impl Passwords {
    pub fn new(random: &dyn Random, limits: PasswordLimits) -> Result<Self, PasswordError> {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash_with(&argon2, &random.bytes::<16>(), "nobody's password")?.into();
        let slots = Arc::new(Semaphore::new(limits.parallel));
        let queue = Arc::new(Semaphore::new(limits.parallel + limits.waiting));
        Ok(Self { argon2, nobody, slots, queue, limits })
    }

    /// The PHC string of `password` with a fresh salt.
    pub async fn hash(&self, random: &dyn Random, password: &str) -> Result<String, PasswordError> {
        let (argon2, salt, password) = (self.argon2.clone(), random.bytes::<16>(), password.to_owned());
        self.on_a_thread(move || hash_with(&argon2, &salt, &password)).await?
    }

    /// Whether `password` belongs to `hash`. Takes as long without a hash, and is false then.
    pub async fn verify(&self, hash: Option<&str>, password: &str) -> Result<bool, PasswordError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let (known, hash) = (hash.is_some(), hash.unwrap_or(&self.nobody).to_owned());
        self.on_a_thread(move || {
            let hash = PasswordHash::new(&hash).map_err(failed)?;
            Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await?
    }

    /// How many passwords are being hashed, and how many wait for that.
    pub fn load(&self) -> (usize, usize) {
        let PasswordLimits { parallel, waiting, .. } = self.limits;
        let running = parallel - self.slots.available_permits();
        let places = parallel + waiting - self.queue.available_permits();
        (running, places.saturating_sub(running))
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _place = self.queue.try_acquire().map_err(|_| PasswordError::Busy)?;
        let turn = tokio::time::timeout(self.limits.patience, Arc::clone(&self.slots).acquire_owned()).await;
        let permit = turn.map_err(|_| PasswordError::Busy)?.map_err(failed)?;
        // The permit goes along: a caller who leaves does not free the place while the core is still busy.
        let job = tokio::task::spawn_blocking(move || (work(), permit).0);
        // What a panic says is not repeated: it may quote what was typed.
        job.await.map_err(|_| failed("its thread ended early"))
    }
}

fn hash_with(argon2: &Argon2<'_>, salt: &[u8], password: &str) -> Result<String, PasswordError> {
    let salt = Salt::new(salt).map_err(failed)?;
    Ok(argon2.hash_password_with_salt(password.as_bytes(), salt.as_ref()).map_err(failed)?.to_string())
}

fn failed(error: impl std::fmt::Display) -> PasswordError {
    PasswordError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::adapter::random::SystemRandomness;

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_sent_away_at_once() {
        let limits = PasswordLimits { parallel: 1, waiting: 3, patience: Duration::from_secs(60) };
        let passwords = Passwords::new(&SystemRandomness::new(), limits).unwrap();
        let mut waiting: Vec<_> = (0..4).map(|_| Box::pin(passwords.verify(None, "a password"))).collect();
        assert!(waiting.iter_mut().all(|one| one.now_or_never().is_none()));

        assert!(matches!(passwords.verify(None, "a password").await, Err(PasswordError::Busy)));
        drop(waiting);
        assert!(!passwords.verify(None, "a password").await.unwrap());
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_sent_away() {
        let limits = PasswordLimits { parallel: 1, waiting: 3, patience: Duration::ZERO };
        let passwords = Passwords::new(&SystemRandomness::new(), limits).unwrap();
        let mut first = Box::pin(passwords.verify(None, "a password"));
        assert!(first.as_mut().now_or_never().is_none());

        assert!(matches!(passwords.verify(None, "a password").await, Err(PasswordError::Busy)));
        assert!(!first.await.unwrap());
    }
}
