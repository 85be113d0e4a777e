using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Pawl.Runs.Logs;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Api;

/// <summary>Which lines of a log a URL asks for: <c>?levels=warning,error&amp;attempt=2</c>.</summary>
internal sealed record LogQuestion(
    [property: FromQuery(Name = "levels"), Description("Only lines of these levels: words such as warning,error")] string? Levels,
    [property: FromQuery(Name = "attempt"), Description("Only lines of this attempt")] int? Attempt
)
{
    /// <exception cref="LogQueryException">There is no such level.</exception>
    public LogQuery ToQuery() => new() { Attempt = Attempt, Levels = Levels is { Length: > 0 } words ? Parse(words) : null };

    private static HashSet<RunLogLevel> Parse(string words)
    {
        var levels = new HashSet<RunLogLevel>();
        foreach (var word in words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            levels.Add(
                RunLogLevelName.TryParse(word, out var level)
                    ? level
                    : throw new LogQueryException(
                        $"There is no level '{word}'. Expected {string.Join(", ", Enum.GetValues<RunLogLevel>().Select(RunLogLevelName.Of))}."
                    )
            );
        }

        return levels;
    }
}
