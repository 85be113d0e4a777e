using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Pawl.Runs.Specs;

namespace Pawl.Web.Api;

/// <summary>The answer to a spec or profile that cannot be taken: 422 with every problem under <c>errors</c>.</summary>
internal static class SpecRefusal
{
    public static ProblemHttpResult Of(SpecException fault) =>
        TypedResults.Problem(
            fault.Message,
            statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = fault
                    .Problems.Select(problem => new Dictionary<string, string>
                    {
                        ["where"] = problem.Where,
                        ["key"] = problem.Key,
                        ["expected"] = problem.Expected,
                        ["actual"] = problem.Actual,
                    })
                    .ToList(),
            }
        );
}
