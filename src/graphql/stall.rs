//! When batches are loaded: as soon as an execution can do nothing else. All resolvers that could run have asked for
//! their rows by then, so that a batch is complete without waiting for a while on the chance that somebody else asks.

use std::future::{Future, poll_fn, ready};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use async_graphql::runtime::Timer;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::task::{FutureObj, Spawn, SpawnError};

/// The loads that one execution has asked for and that nobody has begun. Cheap to clone.
#[derive(Clone, Default)]
pub struct Loads(Arc<Mutex<Vec<FutureObj<'static, ()>>>>);

impl Loads {
    /// Runs `execution`, and the loads whenever it cannot go on, all in one task.
    pub async fn serve<T>(self, execution: impl Future<Output = T>) -> T {
        let mut execution = pin!(execution);
        let mut running = FuturesUnordered::new();
        poll_fn(|context| {
            loop {
                if let Poll::Ready(answer) = execution.as_mut().poll(context) {
                    return Poll::Ready(answer);
                }
                running.extend(self.take());
                // Rows that have come let the execution go on; and a load may have asked for another.
                let came = matches!(running.poll_next_unpin(context), Poll::Ready(Some(())));
                if !came && self.is_empty() {
                    return Poll::Pending;
                }
            }
        })
        .await
    }

    fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    fn take(&self) -> Vec<FutureObj<'static, ()>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Spawn for Loads {
    fn spawn_obj(&self, load: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(load);
        Ok(())
    }
}

/// Waits for nothing: a load is not begun before its batch is complete.
pub struct AtOnce;

impl Timer for AtOnce {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::convert::Infallible;

    use async_graphql::dataloader::{DataLoader, Loader};
    use futures::FutureExt;
    use futures::channel::oneshot;

    use super::*;

    /// Answers every key with the keys of its batch.
    struct Batch;

    impl Loader<u32> for Batch {
        type Value = Vec<u32>;
        type Error = Infallible;

        async fn load(&self, keys: &[u32]) -> Result<HashMap<u32, Vec<u32>>, Infallible> {
            tokio::task::yield_now().await;
            let mut batch = keys.to_vec();
            batch.sort_unstable();
            Ok(keys.iter().map(|key| (*key, batch.clone())).collect())
        }
    }

    #[tokio::test]
    async fn all_that_is_asked_for_before_the_execution_stalls_is_one_batch() {
        let loads = Loads::default();
        let loader = DataLoader::new(Batch, loads.clone(), AtOnce);
        let level = |keys: [u32; 3]| futures::future::join_all(keys.map(|key| loader.load_one(key)));
        let execution = async { (level([1, 2, 3]).await, level([4, 5, 6]).await) };
        let (first, second) = loads.serve(execution).await;
        assert!(first.into_iter().all(|batch| batch == Ok(Some(vec![1, 2, 3]))));
        assert!(second.into_iter().all(|batch| batch == Ok(Some(vec![4, 5, 6]))));
    }

    #[tokio::test]
    async fn a_load_that_asks_for_another_does_not_wait_for_it_forever() {
        let loads = Loads::default();
        let (tell, told) = oneshot::channel();
        let asking = loads.clone();
        let outer = async move {
            let (tell_outer, told_inner) = oneshot::channel();
            let another = async move { tell_outer.send(7).unwrap() };
            asking.spawn_obj(FutureObj::new(Box::pin(another))).unwrap();
            tell.send(told_inner.await.unwrap()).unwrap();
        };
        loads.spawn_obj(FutureObj::new(Box::pin(outer))).unwrap();

        // Nobody wakes it again.
        let ended = loads.serve(told).now_or_never();

        assert_eq!(ended, Some(Ok(7)));
    }
}
