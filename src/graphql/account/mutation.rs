//! Registering, signing in and out, and adding patients.

use async_graphql::{Context, Object};

use super::input::{AddPatientInput, LoginInput, RegisterInput};
use super::result::{AddPatientResult, LoginResult, RefreshSessionResult, RegisterResult};
use crate::graphql::RequestContext;
use crate::graphql::error::ApiResult;
use crate::service::account;

/// What a mutation costs that hashes a password or gives out tokens: a document holds few of them, so that nobody tries
/// thousands of passwords with one request.
const GUARDED: usize = 1_000;

/// Mutations of accounts.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Makes an account and signs in. The new user is their own first patient.
    #[graphql(complexity = "GUARDED + child_complexity")]
    async fn register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who wants an account.")] input: RegisterInput,
    ) -> ApiResult<RegisterResult> {
        RegisterResult::of(account::register(ctx.services(), input.into()).await)
    }

    /// Signs in with e-mail and password. The answer never tells whether an address has an account.
    #[graphql(complexity = "GUARDED + child_complexity")]
    async fn login(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in.")] input: LoginInput,
    ) -> ApiResult<LoginResult> {
        LoginResult::of(account::login(ctx.services(), &input.email.0, &input.password).await)
    }

    /// Exchanges a refresh token for a new one and a new access token. A token that is used a second time ends the
    /// session, unless that is a moment later, by a client that lost the answer.
    #[graphql(complexity = "GUARDED + child_complexity")]
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The newest refresh token of the session.")] refresh_token: String,
    ) -> ApiResult<RefreshSessionResult> {
        RefreshSessionResult::of(account::refresh(ctx.services(), &refresh_token).await)
    }

    /// Ends the session with all of its tokens. True whether or not there was one.
    async fn logout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any refresh token of the session.")] refresh_token: String,
    ) -> ApiResult<bool> {
        account::logout(ctx.services(), &refresh_token).await?;
        Ok(true)
    }

    /// Adds a patient for whom the signed-in user will act.
    async fn add_patient(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is to be added.")] input: AddPatientInput,
    ) -> ApiResult<AddPatientResult> {
        AddPatientResult::of(account::add_patient(ctx.services(), ctx.principal(), input.into()).await)
    }
}
