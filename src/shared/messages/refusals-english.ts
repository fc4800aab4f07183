/** Why something that a person asked for was not done, in English. */
export const refusalsEnglish = {
  "refusal.bad-request": "That cannot be done like this.",
  "refusal.unknown-request": "This version of Binnacle cannot do that.",
  "refusal.not-signed-in": "Sign in first.",
  "refusal.wrong-password": "The user name or the password is not right.",
  "refusal.no-such-server": "There is no server by that name. Check the spelling.",
  "refusal.server-unreachable": "The server does not answer. Check the address and your network.",
  "refusal.server-certificate": "The certificate of the server is not trusted, so nothing was sent to it.",
  "refusal.certificate-expired":
    "The certificate of the server has expired, so nothing was sent to it. Whoever manages the server must renew it.",
  "refusal.certificate-not-yet-valid":
    "The certificate of the server is not valid yet, so nothing was sent to it. Check the date of this computer.",
  "refusal.certificate-self-signed":
    "The server made its certificate itself and nobody vouches for it, so nothing was sent to it.",
  "refusal.certificate-other-name":
    "The certificate of the server is for another name, so nothing was sent to it. Check the address.",
  "refusal.certificate-unknown-issuer":
    "This computer does not know who issued the certificate of the server, so nothing was sent to it.",
  "refusal.no-encryption": "The server offers no encryption, so the password was not sent to it.",
  "refusal.server-not-core-api":
    "There is a server at that address, but not a telephone system of this kind.",
  "refusal.server-elsewhere":
    "The telephony of this domain is at another server. If you know it, enter it above:",
  "refusal.blocked-too-many-attempts":
    "There were too many failed attempts; the server refuses this address for about 10 minutes.",
  "refusal.too-many-sessions":
    "This account is signed in at too many places at once. Sign out at one of them.",
  "refusal.session-replaced":
    "This account was signed in at another place, which took the place of this one. Sign out and in again to go on here.",
  "refusal.no-company": "This account belongs to no company.",
  "refusal.not-licensed":
    "Your account has no licence or no right for that. Whoever manages your telephony can arrange it; sign in again after that.",
  "refusal.not-allowed": "You are not allowed to do that.",
  "refusal.no-such-call": "That call has ended.",
  "refusal.wrong-call-state": "That is not possible in the state the call is in.",
  "refusal.no-phone": "The phone is not ready.",
  "refusal.no-microphone": "There is no microphone, or it is not allowed.",
  "refusal.phone-failed": "The phone could not do that.",
  "refusal.unreachable-number": "That number cannot be reached.",
  "refusal.limits-out-of-order":
    "The red limit must lie beyond the amber one: above it for waiting and longest wait, below it for service level.",
  "refusal.port-taken": "Another program of this computer uses the port.",
  "refusal.key-taken": "That key does something else already.",
  "refusal.not-kept": "Nothing is kept of that time.",
  "refusal.not-listened": "There was no connection at that time.",
  "refusal.in-the-future": "That time is yet to come.",
  "refusal.failed": "That did not work. Please try again.",
} as const;
