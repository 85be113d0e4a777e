using Microsoft.AspNetCore.Routing;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

/// <summary>What the server really answers to, from its own table of routes.</summary>
internal static class ServedEndpoints
{
    /// <summary>Each method and path of the API, parameters as <c>{run}</c>, but the document's own.</summary>
    public static IEnumerable<(string Method, string Path)> OfApi(Workbench bench) =>
        All(bench)
            .Where(endpoint =>
                endpoint.Path.StartsWith("/api/v1/", StringComparison.Ordinal)
                && !endpoint.Path.EndsWith("openapi.json", StringComparison.Ordinal)
            )
            .Where(endpoint => endpoint.Method != "HEAD")
            .Distinct();

    public static IEnumerable<(string Method, string Path)> All(Workbench bench) =>
        bench
            .Service<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method =>
                    (method, "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "", StringComparison.Ordinal))
                )
            );
}
