// A certified OpenID provider with people of its own, for journeys.py. Each start has a new key.
// Its one argument, JSON: port, client (redirect_uri, secret), people (claims by the name they log in with), and
// in_id_token: whether the claims of a scope stand in the identity token, or are to be asked for (OpenID Connect Core, 5.4).
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

const asked = JSON.parse(process.argv[2]);
const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const issuer = `http://localhost:${asked.port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "oxdash",
      client_secret: asked.client.secret,
      redirect_uris: [asked.client.redirect_uri],
      post_logout_redirect_uris: [asked.client.redirect_uri],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: !asked.in_id_token,
  features: { claimsParameter: { enabled: true } },
  findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, ...asked.people[name] }) }),
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: "sig", alg: "RS256" }] },
  cookies: { keys: ["only for this test"] },
  pkce: { required: () => true },
});
provider.listen(asked.port, "localhost");
