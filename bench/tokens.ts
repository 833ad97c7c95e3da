/** A session token and a webhook, signed when a process starts. */
import { createHmac, generateKeyPairSync, sign } from "node:crypto"
import { userOf } from "./users.ts"

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })

export const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }) as string

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
const now = Math.floor(Date.now() / 1000)

const signed = `${encode({ alg: "RS256", cat: "cl_B7d4PD111AAA", kid: "ins_1", typ: "JWT" })}.${
  encode({
    azp: "https://app.example.com",
    exp: now + 86_400,
    fea: "o:invoices,u:chat",
    fva: [3, -1],
    iat: now,
    iss: "https://clerk.example.com",
    nbf: now - 10,
    o: { id: "org_1", slg: "acme", rol: "admin", per: "read,write", fpm: "3" },
    pla: "u:pro",
    sid: "sess_1",
    sts: "active",
    sub: "user_1",
    v: 2
  })
}`

export const sessionToken = `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`

export const signingSecret = `whsec_${Buffer.from("the secret of the benchmark").toString("base64")}`

const body = JSON.stringify({ type: "user.updated", object: "event", data: userOf(1, "mixed"), timestamp: now * 1000 })

export const webhook = {
  body,
  headers: {
    "svix-id": "msg_1",
    "svix-timestamp": String(now),
    "svix-signature": `v1,${
      createHmac("sha256", "the secret of the benchmark").update(`msg_1.${now}.${body}`).digest("base64")
    }`
  }
}
