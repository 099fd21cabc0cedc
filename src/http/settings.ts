/** Settings of the HTTP server that an operator chooses. */
export interface HttpSettings {
  /** Origins whose pages may call the server, such as `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  /** Request headers that those pages may send beside the usual ones. */
  readonly corsHeaders: readonly string[];
  /** True if those pages may send cookies and other credentials. The server itself does not read them. */
  readonly corsCredentials: boolean;
  /** Requests per minute for each user, and for each address of requests without a user. */
  readonly requestsPerMinute: number;
  /** Number of proxies in front of the server whose word on the client's address is trusted. */
  readonly trustedProxies: number;
  /** The path below which clients reach the server, such as `/todo`; empty if a proxy adds none. */
  readonly publicPath: string;
}
