package diagnose

const anyHeader = "header"

// The documents that several habits cite.
const (
	docNginxProxy    = "https://nginx.org/en/docs/http/ngx_http_proxy_module.html"
	docNginxCore     = "https://nginx.org/en/docs/http/ngx_http_core_module.html"
	docHttpdProxy    = "https://httpd.apache.org/docs/2.4/mod/mod_proxy.html"
	docFrontHeaders  = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior"
	docFrontPolicies = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html"
	docCloudflare    = "https://developers.cloudflare.com/fundamentals/reference/http-headers/"
	docBalancer      = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"
	docEnvoyHeaders  = "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers"
	docIstioPaths    = "https://istio.io/latest/docs/ops/best-practices/security/#customize-your-system-on-path-normalization"
	docTraefikPaths  = "https://doc.traefik.io/traefik/security/request-path/"
	docFetchHeaders  = "https://fetch.spec.whatwg.org/#forbidden-request-header"
	docFetchRedirect = "https://fetch.spec.whatwg.org/#http-redirect-fetch"
	docHops          = "https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1"
	docVia           = "https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3"
)

// habits are all that is known of who changes what, the more frequent first.
func habits() []habit {
	return append(headerHabits(), []habit{
		{"method", "head-to-get", Suspect{Who: "nginx", Does: "turns HEAD into GET where it caches", Code: "proxy_cache_convert_head off;", Source: docNginxProxy + "#proxy_cache_convert_head"}},
		{"method", "head-to-get", Suspect{Who: "Fastly", Does: "turns HEAD into GET where it caches", Source: "https://github.com/appwrite/appwrite/pull/13744"}},
		{"method", "post-to-get", Suspect{Who: "an HTTP client", Does: "turns POST into GET when it follows a redirect (301, 302, 303)", Source: docFetchRedirect}},

		{"path", "slash normalized recoded prefix-off prefix-on", Suspect{Who: "nginx", Does: "decodes and resolves the path, and replaces the location in it, where a path stands behind the name in proxy_pass", Code: "proxy_pass http://UPSTREAM;", Source: docNginxProxy + "#proxy_pass"}},
		{"path", "prefix-on", Suspect{Who: "CloudFront", Does: "puts the path of the origin before it", Source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath"}},
		{"path", "stage", Suspect{Who: "API Gateway", Does: "verifies the path as it reaches it, with the stage or the base path of a custom domain; what stands before it must leave them in their place", Source: "https://github.com/floci-io/floci/issues/4090"}},
		{"path", "prefix-off", Suspect{Who: "Kong", Does: "takes the path of the route off, unless it is told otherwise", Code: "strip_path: false", Source: "https://developer.konghq.com/gateway/entities/route/"}},
		{"path", "slash recoded", Suspect{Who: "Apache httpd", Does: "writes the path anew, and with AllowEncodedSlashes On decodes slashes", Code: "AllowEncodedSlashes NoDecode\nProxyPass / http://UPSTREAM/ nocanon", Source: docHttpdProxy + "#proxypass"}},
		{"path", "slash normalized", Suspect{Who: "Envoy or Istio", Does: "resolves dot segments, and merges or decodes slashes where it is told to", Code: "pathNormalization:\n  normalization: NONE", Source: docIstioPaths}},
		{"path", "normalized tidied", Suspect{Who: "Traefik", Does: "takes out dot segments and double slashes, and decodes escapes that are not needed", Source: docTraefikPaths}},
		{"path", "recoded normalized", Suspect{Who: "an HTTP client", Does: "normalises the address after it was signed", Source: "https://github.com/aws/aws-sdk-java/issues/2031"}},

		{"query", "dropped", Suspect{Who: "CloudFront", Does: "passes on only the parameters that a cache policy or an origin request policy names", Source: docFrontPolicies}},
		{"query", "re-encoded", Suspect{Who: "a URL class", Does: "writes the query anew, a space as “+”", Source: "https://url.spec.whatwg.org/#urlencoded-serializing"}},
		{"query", "reordered", Suspect{Who: "Varnish", Does: "sorts the parameters where it is told to (std.querysort)", Source: "https://varnish-cache.org/docs/trunk/reference/vmod_std.html"}},

		{"body", "changed", Suspect{Who: "an HTTP client", Does: "serialises or compresses the body after it was signed", Source: "https://github.com/amazon-archives/aws-request-signing-apache-interceptor/issues/10"}},
		{"body", "dropped", Suspect{Who: "an HTTP client", Does: "sends no body when it follows a redirect", Source: docFetchRedirect}},
	}...)
}

// headerHabits are those that are about headers.
func headerHabits() []habit {
	const host = "header host"
	return []habit{
		{host, "redirect", Suspect{Who: "an HTTP client", Does: "follows a redirect with the signature for the first host", Source: docFetchRedirect}},
		{host, "default-port", Suspect{Who: "an HTTP client", Does: "sends Host without the port that its scheme supposes", Source: "https://www.rfc-editor.org/rfc/rfc9110#section-4.2.3"}},
		{host, "to-cloudfront", Suspect{Who: "CloudFront", Does: "passes the viewer's Host on to the origin where a policy says so; S3 and API Gateway then verify that name", Source: "https://github.com/webiny/webiny-js/issues/2639"}},
		{host, "name", Suspect{Who: "nginx", Does: "sends the name in proxy_pass as Host, unless it is told otherwise", Code: "proxy_set_header Host $http_host;", Source: docNginxProxy + "#proxy_set_header"}},
		{host, "port-off case", Suspect{Who: "nginx", Does: "with “Host $host” sends the name in small letters and without its port", Code: "proxy_set_header Host $http_host;", Source: docNginxCore + "#var_host"}},
		{host, "port-on", Suspect{Who: "Application Load Balancer", Does: "appends the port of its listener to Host, unless it is told otherwise", Code: "routing.http.preserve_host_header.enabled=true", Source: "https://repost.aws/questions/QUbdKVqaj4TKSZJdPWPZG1Ow"}},
		{host, "name", Suspect{Who: "CloudFront", Does: "sends the domain name of the origin as Host, unless a policy passes the viewer's on", Source: docFrontHeaders}},
		{host, "name", Suspect{Who: "Apache httpd", Does: "sends the name in ProxyPass as Host, unless it is told otherwise", Code: "ProxyPreserveHost On", Source: docHttpdProxy + "#proxypreservehost"}},
		{host, "name", Suspect{Who: "Traefik", Does: "sends the address of the server behind it as Host where passHostHeader is false", Code: "passHostHeader: true", Source: "https://github.com/minio/minio/issues/3462"}},

		{"header accept-encoding", "changed added", Suspect{Who: "Cloudflare", Does: "sets it to “br, gzip”, whatever the client sent", Source: docCloudflare}},
		{"header accept-encoding", "", Suspect{Who: "CloudFront", Does: "normalises it where it compresses, and else takes it off", Source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ParametersInCacheKeyAndForwardedToOrigin.html"}},
		{"header accept-encoding", "changed added", Suspect{Who: "a browser", Does: "sets it itself, and lets no script set it", Source: docFetchHeaders}},
		{"header accept-encoding", "changed", Suspect{Who: "Google Cloud Storage", Does: "rewrites it before it verifies the signature", Source: "https://github.com/versity/versitygw/issues/2045"}},

		{"header user-agent", "to-cloudfront", Suspect{Who: "CloudFront", Does: "puts “Amazon CloudFront” in its place, unless a policy passes it on", Source: docFrontHeaders}},
		{"header user-agent", "changed", Suspect{Who: "a forward proxy", Does: "appends its own name", Source: "https://github.com/aws/aws-sdk-cpp/issues/323"}},

		{"header connection", "", Suspect{Who: "nginx", Does: "sends its own, unless it is told otherwise", Source: docNginxProxy + "#proxy_set_header"}},
		{"header connection", "", Suspect{Who: "CloudFront", Does: "sends Keep-Alive", Source: docFrontHeaders}},
		{"header transfer-encoding", "dropped", Suspect{Who: "nginx", Does: "reads the whole body first, and sends it with its length", Code: "proxy_request_buffering off;", Source: docNginxProxy + "#proxy_request_buffering"}},
		{"header content-length", "added", Suspect{Who: "nginx", Does: "reads the whole of a chunked body first, and sends it with its length", Code: "proxy_request_buffering off;", Source: docNginxProxy + "#proxy_request_buffering"}},
		{"header content-length", "changed", Suspect{Who: "an HTTP client", Does: "counts the body anew when it sends it: bytes, not characters", Source: "https://www.rfc-editor.org/rfc/rfc9110#section-8.6"}},
		{"header connection keep-alive proxy-connection te transfer-encoding upgrade", "", Suspect{Who: "every proxy", Does: "writes its own, or none: it holds for one hop only", Source: docHops}},
		{"header expect", "added", Suspect{Who: "curl", Does: "adds it to large bodies by itself", Code: "-H 'Expect:'", Source: "https://everything.curl.dev/http/post/expect100.html"}},
		{"header expect", "changed dropped", Suspect{Who: "CloudFront", Does: "removes it", Source: docFrontHeaders}},
		{"header expect", "changed dropped", Suspect{Who: "a proxy", Does: "answers it itself, and does not pass it on", Source: "https://github.com/kopeio/aws-es-proxy/issues/8"}},

		{"header via", "", Suspect{Who: "every proxy", Does: "appends itself to it", Source: docVia}},
		{"header forwarded", "", Suspect{Who: "a proxy", Does: "adds it, or appends to it", Source: "https://www.rfc-editor.org/rfc/rfc7239#section-4"}},
		{"header x-forwarded-host x-forwarded-server", "", Suspect{Who: "Apache httpd", Does: "adds it", Source: docHttpdProxy + "#x-headers"}},
		{"header x-forwarded-proto x-real-ip referer", "dropped", Suspect{Who: "CloudFront", Does: "removes it", Source: docFrontHeaders}},
		{"header x-forwarded-*", "", Suspect{Who: "Application Load Balancer", Does: "writes its own, and appends to X-Forwarded-For", Source: docBalancer}},
		{"header x-forwarded-*", "", Suspect{Who: "Envoy or Istio", Does: "writes its own, and appends to X-Forwarded-For", Source: docEnvoyHeaders}},
		{"header x-real-ip", "changed added", Suspect{Who: "nginx", Does: "adds it where it is told to", Source: "https://docs.nginx.com/nginx/admin-guide/web-server/reverse-proxy/"}},
		{"header x-amzn-trace-id", "", Suspect{Who: "Application Load Balancer", Does: "adds it, or appends to it", Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"}},
		{"header x-amz-cf-id", "", Suspect{Who: "CloudFront", Does: "adds it to each request", Source: docFrontHeaders}},
		{"header cf-* cdn-loop true-client-ip", "", Suspect{Who: "Cloudflare", Does: "writes its own", Source: docCloudflare}},
		{"header x-request-id x-envoy-*", "", Suspect{Who: "Envoy or Istio", Does: "writes its own", Source: docEnvoyHeaders}},
		{"header traceparent tracestate x-b3-*", "", Suspect{Who: "a tracing agent", Does: "adds and changes it around signing", Source: "https://github.com/elastic/apm-agent-nodejs/issues/952"}},

		{"header content-type", "changed", Suspect{Who: "a browser", Does: "writes the charset anew: UTF-8, in capitals", Source: "https://github.com/aws/aws-sdk-js/issues/244"}},
		{"header content-type", "changed", Suspect{Who: "an HTTP client", Does: "appends a charset", Source: "https://github.com/jonsaw/amazon-cognito-identity-dart/issues/41"}},
		{"header authorization", "dropped", Suspect{Who: "CloudFront", Does: "removes it from GET and HEAD, unless a policy passes it on", Source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization"}},
		{"header authorization", "dropped", Suspect{Who: "an HTTP client", Does: "takes it off when it follows a redirect to another host", Source: docFetchRedirect}},
		{anyHeader, "underscore", Suspect{Who: "nginx", Does: "drops headers with an underscore in their name, unless it is told otherwise", Code: "underscores_in_headers on;", Source: docNginxCore + "#underscores_in_headers"}},
		{anyHeader, "dropped", Suspect{Who: "CloudFront", Does: "passes on only the headers that a cache policy or an origin request policy names", Source: docFrontPolicies}},
	}
}
