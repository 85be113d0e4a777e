using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Pawl.Web.Api.Problems;

/// <summary>Gives the problems that endpoints return by themselves the same types as those of the handler.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var problem = (result as INestedHttpResult)?.Result ?? result;
        if (
            problem is ProblemHttpResult { ProblemDetails: { } details }
            && details.Type?.StartsWith("urn:", StringComparison.Ordinal) != true
        )
        {
            details.Type = ProblemTypes.OfStatus(details.Status ?? StatusCodes.Status500InternalServerError);
        }

        return result;
    }
}
