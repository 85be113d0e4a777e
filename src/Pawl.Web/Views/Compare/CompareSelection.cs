using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Api;

namespace Pawl.Web.Views.Compare;

/// <summary>The runs that an address names to be compared: <c>?runs=ID,ID</c>, each an id or the beginning of one.</summary>
/// <param name="Runs">In the order named, each once, at most eight.</param>
/// <param name="Problems">What was named and cannot be shown, in sentences.</param>
internal sealed record CompareSelection(IReadOnlyList<RunRecord> Runs, IReadOnlyList<string> Problems)
{
    /// <summary>As many as there are colours.</summary>
    public const int MostRuns = 8;

    public bool IsEnough => Runs.Count >= 2;

    /// <value>The ids, as the address names them.</value>
    public string Ids => string.Join(',', Runs.Select(run => run.Id));

    /// <value>Topics that tell of any change of one of the runs.</value>
    public string Topics => string.Join(' ', Runs.SelectMany(run => new[] { Live.Topics.Run(run.Id), Live.Topics.Metrics(run.Id) }));

    public static CompareSelection Of(HttpContext? http, RunStore store)
    {
        var runs = new List<RunRecord>();
        var problems = new List<string>();
        var names =
            http?.Request.Query["runs"].SelectMany(text => (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)) ?? [];
        foreach (var name in names)
        {
            try
            {
                var run = store.Named(name);
                if (runs.All(known => known.Id != run.Id))
                {
                    runs.Add(run);
                }
            }
            catch (RunNotFoundException)
            {
                problems.Add($"There is no run “{name}” here.");
            }
            catch (AmbiguousRunException)
            {
                problems.Add($"Several runs start with “{name}”: give more of the id.");
            }
        }

        if (runs.Count > MostRuns)
        {
            problems.Add($"{MostRuns} runs can be compared at once; {runs.Count - MostRuns} more are left out.");
            runs.RemoveRange(MostRuns, runs.Count - MostRuns);
        }

        return new CompareSelection(runs, problems);
    }

    public string UrlWith(string id) => Url(Runs.Select(run => run.Id).Append(id));

    public string UrlWithout(string id) => Url(Runs.Select(run => run.Id).Where(known => known != id));

    /// <summary>A part about these runs, such as <c>/parts/compare/charts?runs=ID,ID</c>.</summary>
    public string Part(string name) => $"/parts/compare/{name}{new QueryBuilder { { "runs", Ids } }}";

    private static string Url(IEnumerable<string> ids) => "/compare?runs=" + string.Join(',', ids);
}
