/**
 * What an enterprise connection of the in-memory Clerk knows of its identity provider, over SAML or OpenID Connect.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import {
  EnterpriseOAuthConfig,
  EnterpriseSamlConnection,
  SamlIdpCertificate,
  SamlLoginHint
} from "../../Schema/EnterpriseConnection.ts"
import type { EnterpriseConnectionChanges } from "../../Schema/EnterpriseConnectionChanges.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"

type SamlChanges = NonNullable<EnterpriseConnectionChanges["saml"]>
type OidcChanges = NonNullable<EnterpriseConnectionChanges["oidc"]>

/** What SAML metadata say about an identity provider. */
const parse = Effect.fnUntraced(function*(metadata: string) {
  if (!/<(?:\w+:)?EntityDescriptor\b/.test(metadata)) {
    return yield* ErrorResponse.ofParam("saml_failed_to_parse_idp_metadata", "idp_metadata")
  }
  const idpEntityId = /\bentityID="([^"]+)"/.exec(metadata)?.[1]
  const idpSsoUrl = /<(?:\w+:)?SingleSignOnService\b[^>]*\bLocation="([^"]+)"/.exec(metadata)?.[1]
  const idpCertificate = /<(?:\w+:)?X509Certificate>([^<]+)</.exec(metadata)?.[1]?.trim()
  return idpEntityId === undefined || idpSsoUrl === undefined || idpCertificate === undefined
    ? yield* ErrorResponse.ofParam("saml_metadata_missing_fields", "idp_metadata")
    : { idpEntityId, idpSsoUrl, idpCertificate }
})

/** The SAML part with its changes. An active one must know its identity provider, at least by the URL of its metadata. */
export const samlConnectionOf = Effect.fnUntraced(
  function*(before: EnterpriseSamlConnection, changes: SamlChanges, active: boolean) {
    const metadata = changes.idpMetadata == null ? {} : yield* parse(changes.idpMetadata)
    const { idpCertificates, idpMetadataUrl } = changes
    const { idpCertificate, idpEntityId, idpSsoUrl } = {
      ...metadata,
      ...set({
        idpCertificate: changes.idpCertificate,
        idpEntityId: changes.idpEntityId,
        idpSsoUrl: changes.idpSsoUrl
      })
    }
    const certificates = idpCertificates?.map(certificateOf) ??
      (idpCertificate === undefined
        ? before.idpCertificates
        : idpCertificate === null
        ? []
        : [certificateOf(idpCertificate)])
    const after = new EnterpriseSamlConnection({
      ...before,
      ...given({
        allowIdpInitiated: changes.allowIdpInitiated,
        allowSubdomains: changes.allowSubdomains,
        forceAuthn: changes.forceAuthn,
        name: changes.name
      }),
      ...set({ idpEntityId, idpMetadataUrl, idpSsoUrl }),
      ...(changes.loginHint == null ? {} : { loginHint: loginHintOf(changes.loginHint) }),
      idpCertificates: certificates,
      idpCertificate: certificates[0]?.certificate ?? null,
      active
    }, true)
    const isKnown = after.idpMetadataUrl !== null ||
      after.idpEntityId !== null && after.idpSsoUrl !== null && certificates.length > 0
    return active && !isKnown ? yield* ErrorResponse.ofCode("saml_connection_cant_be_activated") : after
  }
)

/** The OpenID Connect part with its changes. A client without a secret must use PKCE. */
export const oauthConfigOf = (
  before: EnterpriseOAuthConfig,
  { authUrl, clientId, discoveryUrl, requiresPkce, tokenUrl, userInfoUrl }: OidcChanges,
  hasSecret: boolean,
  updatedAt: DateTime.Utc
) => {
  const after = new EnterpriseOAuthConfig({
    ...before,
    ...set({ authUrl, clientId, discoveryUrl, tokenUrl, userInfoUrl }),
    ...given({ requiresPkce }),
    updatedAt
  }, true)
  return after.clientId !== null && !hasSecret && !after.requiresPkce
    ? ErrorResponse.ofParam("form_conditional_param_missing", "requires_pkce")
    : Effect.succeed(after)
}

/** What an input sets: neither what is left out, nor null. */
export const given = <Input extends { readonly [name: string]: unknown }>(input: Input) =>
  Record.filter(input, (value) => value !== undefined && value !== null) as {
    readonly [Name in keyof Input]?: NonNullable<Input[Name]>
  }

/** What an input sets, also to null. */
const set = <Input extends { readonly [name: string]: unknown }>(input: Input) =>
  Record.filter(input, (value) => value !== undefined) as {
    readonly [Name in keyof Input]?: Exclude<Input[Name], undefined>
  }

const loginHintOf = ({ mode, source }: NonNullable<SamlChanges["loginHint"]>) =>
  new SamlLoginHint({ mode, source: source ?? null })

const certificateOf = (certificate: string) => new SamlIdpCertificate({ certificate })
