using System.Text.Json.Serialization;
using Pawl.Runs.Specs;

namespace Pawl.Web.Api.Problems;

/// <summary>Why a request was not done, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type">What kind of problem, for programs: see docs/api.md.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What was expected, what came, what to do.</param>
/// <param name="Parameter">The parameter of the query, path or header that is wrong.</param>
/// <param name="Errors">Of a spec: every problem found.</param>
/// <param name="TraceId">Of an unexpected fault: what its entry in the server's log is found by.</param>
internal sealed record ProblemJson(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SpecProblemJson>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null
)
{
    public const string MediaType = "application/problem+json";
}

/// <summary>One thing wrong with a spec.</summary>
/// <param name="Where">Where the value came from, such as <c>spec:12</c>, <c>--set model.layers</c> or <c>profile fast_local</c>.</param>
/// <param name="Line">Of the spec's text, from 1; null when the value came from elsewhere.</param>
/// <param name="Key">Dotted path of the key; empty for the spec as a whole.</param>
internal sealed record SpecProblemJson(string Where, int? Line, string Key, string Expected, string Actual)
{
    public static SpecProblemJson Of(SpecProblem problem)
    {
        var line = problem.Where.StartsWith(LinePrefix, StringComparison.Ordinal)
            ? new string([.. problem.Where.Skip(LinePrefix.Length).TakeWhile(char.IsAsciiDigit)])
            : "";
        return new SpecProblemJson(
            problem.Where,
            int.TryParse(line, out var number) ? number : null,
            problem.Key,
            problem.Expected,
            problem.Actual
        );
    }

    /// <summary>What the spec of a request is called where its lines are told.</summary>
    public const string SourceName = "spec";

    private const string LinePrefix = SourceName + ":";
}
