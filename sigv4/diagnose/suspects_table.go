package diagnose

// habitRows are all that is known of who changes what, the more frequent first. A row is: what it is about (a kind
// of Change.What and names of which one has to fit, all where there is none; a * at the end of one stands for
// anything), the shapes that a change has to have one of, who, what they do, the setting that keeps them from
// it, and the source.
const habitRows = `
header host | redirect | an HTTP client | follows a redirect with the signature for the first host |  | https://fetch.spec.whatwg.org/#http-redirect-fetch
header host | default-port | an HTTP client | sends Host without the port that its scheme supposes |  | https://www.rfc-editor.org/rfc/rfc9110#section-4.2.3
header host | to-cloudfront | CloudFront | passes the viewer's Host on to the origin where a policy says so; S3 and API Gateway then verify that name |  | https://github.com/webiny/webiny-js/issues/2639
header host | name | nginx | sends the name in proxy_pass as Host, unless it is told otherwise | proxy_set_header Host $http_host; | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header
header host | port-off case | nginx | with “Host $host” sends the name in small letters and without its port | proxy_set_header Host $http_host; | https://nginx.org/en/docs/http/ngx_http_core_module.html#var_host
header host | port-on | Application Load Balancer | appends the port of its listener to Host, unless it is told otherwise | routing.http.preserve_host_header.enabled=true | https://repost.aws/questions/QUbdKVqaj4TKSZJdPWPZG1Ow
header host | name | CloudFront | sends the domain name of the origin as Host, unless a policy passes the viewer's on |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header host | name | Apache httpd | sends the name in ProxyPass as Host, unless it is told otherwise | ProxyPreserveHost On | https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypreservehost
header host | name | Traefik | sends the address of the server behind it as Host where passHostHeader is false | passHostHeader: true | https://github.com/minio/minio/issues/3462
header accept-encoding | changed added | Cloudflare | sets it to “br, gzip”, whatever the client sent |  | https://developers.cloudflare.com/fundamentals/reference/http-headers/
header accept-encoding |  | CloudFront | normalises it where it compresses, and else takes it off |  | https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ParametersInCacheKeyAndForwardedToOrigin.html
header accept-encoding | changed added | a browser | sets it itself, and lets no script set it |  | https://fetch.spec.whatwg.org/#forbidden-request-header
header accept-encoding | changed | Google Cloud Storage | rewrites it before it verifies the signature |  | https://github.com/versity/versitygw/issues/2045
header user-agent | to-cloudfront | CloudFront | puts “Amazon CloudFront” in its place, unless a policy passes it on |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header user-agent | changed | a forward proxy | appends its own name |  | https://github.com/aws/aws-sdk-cpp/issues/323
header connection |  | nginx | sends its own, unless it is told otherwise |  | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header
header connection |  | CloudFront | sends Keep-Alive |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header transfer-encoding | dropped | nginx | reads the whole body first, and sends it with its length | proxy_request_buffering off; | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_request_buffering
header content-length | added | nginx | reads the whole of a chunked body first, and sends it with its length | proxy_request_buffering off; | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_request_buffering
header content-length | changed | an HTTP client | counts the body anew when it sends it: bytes, not characters |  | https://www.rfc-editor.org/rfc/rfc9110#section-8.6
header connection keep-alive proxy-connection te transfer-encoding upgrade |  | every proxy | writes its own, or none: it holds for one hop only |  | https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
header expect | added | curl | adds it to large bodies by itself | -H 'Expect:' | https://everything.curl.dev/http/post/expect100.html
header expect | changed dropped | CloudFront | removes it |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header expect | changed dropped | a proxy | answers it itself, and does not pass it on |  | https://github.com/kopeio/aws-es-proxy/issues/8
header via |  | every proxy | appends itself to it |  | https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3
header forwarded |  | a proxy | adds it, or appends to it |  | https://www.rfc-editor.org/rfc/rfc7239#section-4
header x-forwarded-host x-forwarded-server |  | Apache httpd | adds it |  | https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#x-headers
header x-forwarded-proto x-real-ip referer | dropped | CloudFront | removes it |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header x-forwarded-* |  | Application Load Balancer | writes its own, and appends to X-Forwarded-For |  | https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
header x-forwarded-* |  | Envoy or Istio | writes its own, and appends to X-Forwarded-For |  | https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers
header x-real-ip | changed added | nginx | adds it where it is told to |  | https://docs.nginx.com/nginx/admin-guide/web-server/reverse-proxy/
header x-amzn-trace-id |  | Application Load Balancer | adds it, or appends to it |  | https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
header x-amz-cf-id |  | CloudFront | adds it to each request |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
header cf-* cdn-loop true-client-ip |  | Cloudflare | writes its own |  | https://developers.cloudflare.com/fundamentals/reference/http-headers/
header x-request-id x-envoy-* |  | Envoy or Istio | writes its own |  | https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers
header traceparent tracestate x-b3-* |  | a tracing agent | adds and changes it around signing |  | https://github.com/elastic/apm-agent-nodejs/issues/952
header content-type | changed | a browser | writes the charset anew: UTF-8, in capitals |  | https://github.com/aws/aws-sdk-js/issues/244
header content-type | changed | an HTTP client | appends a charset |  | https://github.com/jonsaw/amazon-cognito-identity-dart/issues/41
header authorization | dropped | CloudFront | removes it from GET and HEAD, unless a policy passes it on |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization
header authorization | dropped | an HTTP client | takes it off when it follows a redirect to another host |  | https://fetch.spec.whatwg.org/#http-redirect-fetch
header | underscore | nginx | drops headers with an underscore in their name, unless it is told otherwise | underscores_in_headers on; | https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers
header | dropped | CloudFront | passes on only the headers that a cache policy or an origin request policy names |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
method | head-to-get | nginx | turns HEAD into GET where it caches | proxy_cache_convert_head off; | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_convert_head
method | head-to-get | Fastly | turns HEAD into GET where it caches |  | https://github.com/appwrite/appwrite/pull/13744
method | post-to-get | an HTTP client | turns POST into GET when it follows a redirect (301, 302, 303) |  | https://fetch.spec.whatwg.org/#http-redirect-fetch
path | slash normalized recoded prefix-off prefix-on | nginx | decodes and resolves the path, and replaces the location in it, where a path stands behind the name in proxy_pass | proxy_pass http://UPSTREAM; | https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass
path | prefix-on | CloudFront | puts the path of the origin before it |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
path | stage | API Gateway | verifies the path as it reaches it, with the stage or the base path of a custom domain; what stands before it must leave them in their place |  | https://github.com/floci-io/floci/issues/4090
path | prefix-off | Kong | takes the path of the route off, unless it is told otherwise | strip_path: false | https://developer.konghq.com/gateway/entities/route/
path | slash recoded | Apache httpd | writes the path anew, and with AllowEncodedSlashes On decodes slashes | AllowEncodedSlashes NoDecode; ProxyPass / http://UPSTREAM/ nocanon | https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass
path | slash normalized | Envoy or Istio | resolves dot segments, and merges or decodes slashes where it is told to | pathNormalization:;   normalization: NONE | https://istio.io/latest/docs/ops/best-practices/security/#customize-your-system-on-path-normalization
path | normalized tidied | Traefik | takes out dot segments and double slashes, and decodes escapes that are not needed |  | https://doc.traefik.io/traefik/security/request-path/
path | recoded normalized | an HTTP client | normalises the address after it was signed |  | https://github.com/aws/aws-sdk-java/issues/2031
query | dropped | CloudFront | passes on only the parameters that a cache policy or an origin request policy names |  | https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
query | re-encoded | a URL class | writes the query anew, a space as “+” |  | https://url.spec.whatwg.org/#urlencoded-serializing
query | reordered | Varnish | sorts the parameters where it is told to (std.querysort) |  | https://varnish-cache.org/docs/trunk/reference/vmod_std.html
body | changed | an HTTP client | serialises or compresses the body after it was signed |  | https://github.com/amazon-archives/aws-request-signing-apache-interceptor/issues/10
body | dropped | an HTTP client | sends no body when it follows a redirect |  | https://fetch.spec.whatwg.org/#http-redirect-fetch
`

// traceRows are the headers that somebody on the way leaves, in an answer or in what arrived: who, the header,
// and what its value holds, in small letters.
const traceRows = `
nginx | Server | nginx
Apache httpd | Server | apache
CloudFront | X-Amz-Cf-Id | =
CloudFront | Via | cloudfront
Cloudflare | CF-Ray | -
Application Load Balancer | Server | awselb
Envoy or Istio | Server | envoy
Envoy or Istio | X-Envoy-Expected-Rq-Timeout-Ms | 0
Kong | Via | kong
Varnish | Via | varnish
Fastly | X-Served-By | cache-
`
