using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Security;

/// <summary>Roles, sizes, rates, methods, names and headers: what no request gets past.</summary>
public sealed class RequestLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_changes_nothing_and_the_attempt_is_in_the_audit()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("precious", "true");

        using var answer = await bench.HttpAs(AccessRole.Viewer).PostAsync($"/api/v1/runs/{run.Id}/cancel", null, Cancellation);
        using var page = await bench.HttpAs(AccessRole.Operator).GetAsync("/access", Cancellation);

        Assert.InRange((int)answer.StatusCode, 403, 405);
        Assert.Equal(RunState.Queued, bench.Store.Get(run.Id).State);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_or_not_it_says_its_size()
    {
        await using var bench = await Workbench.StartAsync();
        var large = new byte[(1 << 20) + 1];

        using var said = await bench.Http.PostAsync("/api/v1/tokens", new ByteArrayContent(large), Cancellation);
        var unsaid = await RawRequest.SendAsync(
            bench.Address,
            $"POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {bench.Token(AccessRole.Approver).Text}\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + $"200000\r\n{{\"name\":\"bob\",\"role\":\"viewer\"{new string(' ', 0x200000 - 30)}}}\r\n0\r\n\r\n"
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, said.StatusCode);
        Assert.Equal("application/problem+json", said.Content.Headers.ContentType!.MediaType);
        Assert.True(unsaid.Length == 0 || unsaid.StartsWith("HTTP/1.1 413", StringComparison.Ordinal), unsaid);
        Assert.DoesNotContain(bench.Store.Access.Tokens(all: true), token => token.Name == "bob");
    }

    [Fact]
    public async Task Huge_addresses_and_headers_are_refused_before_anything_is_done()
    {
        await using var bench = await Workbench.StartAsync();

        var query = await RawRequest.SendAsync(
            bench.Address,
            $"GET /?q={new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );
        var header = await RawRequest.SendAsync(
            bench.Address,
            $"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {new string('a', 40_000)}\r\n\r\n"
        );
        var many = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\n");
        for (var i = 0; i < 200; i++)
        {
            many.Append("X-").Append(i).Append(": a\r\n");
        }

        var headers = await RawRequest.SendAsync(bench.Address, many.Append("\r\n").ToString());

        Assert.StartsWith("HTTP/1.1 414", query, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", header, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("PROPFIND")]
    [InlineData("get")]
    public async Task Methods_that_nothing_here_needs_are_refused_and_echo_nothing(string method)
    {
        await using var bench = await Workbench.StartAsync();

        var answer = await RawRequest.SendAsync(
            bench.Address,
            $"{method} / HTTP/1.1\r\nHost: localhost\r\nX-Secret: echo-me\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );

        Assert.Matches("^HTTP/1.1 (405|401|400|302)", answer);
        Assert.DoesNotContain("echo-me", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_or_field_does_not_change_the_method()
    {
        await using var bench = await Workbench.StartAsync();
        var token = bench.Token(AccessRole.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tokens?_method=DELETE&id={token.Token.Id}");
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");
        using var post = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tokens/{token.Token.Id}")
        {
            Content = new FormUrlEncodedContent([new("_method", "DELETE")]),
        };
        post.Headers.Add("X-HTTP-Method-Override", "DELETE");

        using var byGet = await bench.Http.SendAsync(request, Cancellation);
        using var byPost = await bench.Http.SendAsync(post, Cancellation);

        Assert.Equal(HttpStatusCode.OK, byGet.StatusCode);
        Assert.InRange((int)byPost.StatusCode, 400, 499);
        Assert.NotNull(bench.Store.Access.CheckToken(token.Text).Grant);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:7295", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("192.0.2.1", 421)]
    [InlineData("2130706433", 421)]
    [InlineData("0x7f.1", 421)]
    [InlineData("localhost", 401)]
    [InlineData("LOCALHOST:1234", 401)]
    [InlineData("127.0.0.1:7295", 401)]
    [InlineData("[::1]:7295", 401)]
    [InlineData("pawl.example.org", 401)]
    public async Task Only_names_of_this_server_are_answered(string host, int status)
    {
        await using var bench = await Workbench.StartAsync(options => options with { AllowedHosts = ["pawl.example.org"] });

        var answer = await RawRequest.SendAsync(bench.Address, $"GET /api/v1/tokens HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_back()
    {
        await using var bench = await Workbench.StartAsync(options =>
            options with
            {
                Limits = new() { Changes = 4, AnonymousRequests = 4 },
            }
        );
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await bench.Http.DeleteAsync("/api/v1/tokens/none", Cancellation));
            answers.Add(await bench.AnonymousHttp.GetAsync("/api/v1/tokens", Cancellation));
        }

        Assert.All(
            [answers.Where((_, i) => i % 2 == 0), answers.Where((_, i) => i % 2 == 1)],
            side =>
            {
                var refused = side.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
                Assert.NotEmpty(refused);
                Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1)));
            }
        );
        using var read = await bench.Http.GetAsync("/api/v1/tokens", Cancellation);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Streams_are_limited_and_end_soon_after_their_session()
    {
        var limits = new RequestLimits { Streams = 2, Recheck = TimeSpan.FromMilliseconds(100) };
        await using var bench = await Workbench.StartAsync(options => options with { Limits = limits });
        var token = bench.Token(AccessRole.Viewer);
        using var client = new HttpClient { BaseAddress = bench.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);

        using var first = await client.GetAsync("/live?topics=runs", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var second = await client.GetAsync("/live?topics=runs", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var third = await client.GetAsync("/live?topics=runs", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);

        bench.Store.Access.RevokeToken(token.Token.Id, new("test", AccessRole.Approver));

        await Assert.ThrowsAnyAsync<Exception>(() =>
            first.Content.ReadAsByteArrayAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation)
        );
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_confine_it()
    {
        await using var bench = await Workbench.StartAsync();

        foreach (var path in new[] { "/", "/api/v1/tokens", "/no/such/page", "/parts/runs", "/sign-in", "/api/v1/runs/none" })
        {
            using var answer = await bench.Http.GetAsync(path, Cancellation);
            Assert.Equal(SecurityHeaders.Policy, string.Join("; ", answer.Headers.GetValues("Content-Security-Policy")));
            Assert.DoesNotContain("unsafe", SecurityHeaders.Policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore, $"{path} may be stored.");
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Over_tls_the_cookie_is_sent_over_tls_only()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var bench = await Workbench.StartAsync(options => options with { Certificate = certificate });
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(certificate);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.CertificateChainPolicy = trust;
        using var client = new HttpClient(handler) { BaseAddress = bench.Address };

        using var answer = await client.GetAsync($"/?token={bench.Token(AccessRole.Viewer).Text}", Cancellation);

        Assert.Equal(Uri.UriSchemeHttps, bench.Address.Scheme);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("; secure", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }
}
