using Microsoft.AspNetCore.Http;
using Pawl.Runs.Model;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api;

/// <summary>Reads the query of a list of runs.</summary>
internal static class RunListQuery
{
    public const int MostRuns = 1000;

    /// <exception cref="BadParameterException">A value is out of its range, or no word of its list.</exception>
    public static RunQuery Read(string? text, string[]? states, string? workload, string[]? tags, string? sort, int limit, int offset) =>
        new()
        {
            Text = text is "" ? null : text,
            States = [.. (states ?? []).SelectMany(Words).Select(State)],
            Workload = workload is "" ? null : workload,
            Tags = [.. (tags ?? []).SelectMany(Words)],
            Sort = sort is null or "" ? null : Sort(sort),
            Limit = limit is >= 1 and <= MostRuns
                ? limit
                : throw new BadParameterException("limit", $"a whole number from 1 to {MostRuns}", $"{limit}"),
            Offset = offset >= 0 ? offset : throw new BadParameterException("offset", "a whole number of at least 0", $"{offset}"),
        };

    /// <summary>The same address with another offset.</summary>
    public static string At(HttpRequest request, int offset)
    {
        var others = request.Query.Where(pair => !string.Equals(pair.Key, "offset", StringComparison.OrdinalIgnoreCase));
        return request.Path
            + QueryString.Create([.. others, KeyValuePair.Create("offset", new Microsoft.Extensions.Primitives.StringValues($"{offset}"))]);
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static RunSort Sort(string text) =>
        RunSort.TryParse(text, out var sort) ? sort : throw new BadParameterException("sort", RunSort.Expected, $"'{text}'");

    private static RunState State(string word)
    {
        try
        {
            return StateWords.ParseRunState(word);
        }
        catch (FormatException)
        {
            var known = string.Join(", ", Enum.GetValues<RunState>().Select(state => state.Word()));
            throw new BadParameterException("state", $"one of {known}", $"'{word}'");
        }
    }
}
