using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Security;

/// <summary>Nothing is reached by accident: every endpoint of the server says who may use it.</summary>
public sealed class EndpointRoleTests
{
    /// <summary>What lets in anybody, and why: assets hold nothing of anyone; the rest is the way in and out, and signs of life.</summary>
    private static readonly string[] Open = ["/assets/", "/sign-in", "/sign-out", "/health/live", "/health/ready"];

    [Fact]
    public async Task Every_endpoint_declares_a_role_or_is_on_the_short_list_of_open_ones()
    {
        await using var bench = await Workbench.StartAsync();

        var endpoints = bench.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.True(endpoints.Count > 10, $"Expected the server's endpoints, got {endpoints.Count}.");
        foreach (var endpoint in endpoints)
        {
            var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                Assert.True(
                    Open.Any(open => pattern.StartsWith(open, StringComparison.Ordinal)),
                    $"{pattern} lets in anybody and is not on the list of what may."
                );
            }
            else if (!pattern.StartsWith("/_framework", StringComparison.Ordinal))
            {
                Assert.True(endpoint.Metadata.GetMetadata<RequireRoleAttribute>() is not null, $"{pattern} declares no role.");
            }
        }
    }

    [Fact]
    public async Task Every_endpoint_but_the_open_ones_refuses_who_shows_no_token()
    {
        await using var bench = await Workbench.StartAsync(options => options with { Limits = new() { AnonymousRequests = 100_000 } });

        foreach (var endpoint in bench.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            if (Open.Any(open => pattern.StartsWith(open, StringComparison.Ordinal)))
            {
                continue;
            }

            var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", "x", default, TimeSpan.FromSeconds(1));
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var answer = await bench.AnonymousHttp.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode == 401, $"{method} {path} answered {(int)answer.StatusCode} to nobody.");
            }
        }
    }

    [Fact]
    public async Task No_endpoint_that_changes_something_lets_a_viewer_in()
    {
        await using var bench = await Workbench.StartAsync();
        var viewer = bench.HttpAs(AccessRole.Viewer);

        foreach (var endpoint in bench.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Except(["GET", "HEAD", "OPTIONS"]) ?? [];
            if (Open.Any(open => pattern.StartsWith(open, StringComparison.Ordinal)) || pattern.Contains('*', StringComparison.Ordinal))
            {
                continue;
            }

            var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", "x", default, TimeSpan.FromSeconds(1));
            foreach (var method in methods)
            {
                using var answer = await viewer.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode == 403, $"{method} {path} answered {(int)answer.StatusCode} to a viewer.");
            }
        }
    }
}
