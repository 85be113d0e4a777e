using System.Text.RegularExpressions;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed partial class OddInputTests
{
    private static readonly string[] Odd =
    [
        "",
        "%00",
        "-1",
        "99999999999999999999",
        "NaN",
        "%27%22%3Cscript%3E",
        "..%2F..%2Fetc",
        "%F0%9F%9A%80",
        "a,b,,c",
        "%25s",
        "%0D%0AX:1",
    ];

    private static readonly string[] Names =
    [
        "text",
        "state",
        "workload",
        "tag",
        "sort",
        "limit",
        "offset",
        "name",
        "points",
        "from",
        "to",
        "after",
        "topics",
        "path",
        "q",
        "level",
        "runs",
        "step",
        "attempt",
        "columns",
    ];

    /// <summary>In older systems routes took any input unvalidated, and some pages answered it with 500, unseen.</summary>
    [Fact]
    [Trait("speed", "slow")]
    public async Task Nothing_that_is_read_fails_on_odd_input()
    {
        await using var bench = await Workbench.StartAsync(options =>
            options with
            {
                Limits = options.Limits with { Requests = 1_000_000 },
            }
        );
        var run = bench.Queue("first", "true");
        var failed = new List<string>();
        var asked = 0;

        foreach (var (_, path) in ServedEndpoints.All(bench).Where(endpoint => endpoint.Method == "GET").Distinct())
        {
            foreach (var value in Odd)
            {
                var query = string.Join('&', Names.Select(name => $"{name}={value}"));
                var known = Parameter()
                    .Replace(
                        path,
                        part => part.Value.Contains("run", StringComparison.OrdinalIgnoreCase) || part.Value == "{Id}" ? run.Id : "x"
                    );
                foreach (var url in new[] { $"{known}?{query}", Parameter().Replace(path, value.Length == 0 ? "x" : value) })
                {
                    asked++;
                    using var answer = await bench.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                    if ((int)answer.StatusCode >= 500)
                    {
                        failed.Add($"{(int)answer.StatusCode} {url}");
                    }
                }
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.True(asked > 200, $"Only {asked} requests were made.");
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
