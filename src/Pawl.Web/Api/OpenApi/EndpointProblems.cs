using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api.OpenApi;

/// <summary>What an endpoint says of its failures, for the OpenAPI document.</summary>
internal static class EndpointProblems
{
    /// <summary>The endpoint may answer with a problem of each of these statuses.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemJson>(status, ProblemJson.MediaType);
        }

        return endpoint;
    }
}
