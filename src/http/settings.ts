/** Settings of the HTTP server that an operator chooses. */
export interface HttpSettings {
  /** Origins whose pages may call the server, such as `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  /** True if those pages may send cookies and other credentials. The server itself does not read them. */
  readonly corsCredentials: boolean;
  /** Requests per minute for each user, and for each address of requests without a user. */
  readonly requestsPerMinute: number;
  /** Number of proxies in front of the server whose word on the client's address is trusted. */
  readonly trustedProxies: number;
}
