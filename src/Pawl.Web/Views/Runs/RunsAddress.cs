using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pawl.Runs.Model;

namespace Pawl.Web.Views.Runs;

/// <summary>
/// What the list of runs shows, as its URL says it: <c>/?q=baby&amp;state=failed&amp;tag=nightly&amp;sort=duration:desc&amp;page=2&amp;col=state</c>.
/// A link to it is the list as it is. What a URL says wrongly is left out, as a list is better than an error.
/// </summary>
public sealed record RunsAddress
{
    public const int PageSize = 50;

    /// <summary>The cookie that remembers the columns: their keys, a line each.</summary>
    public const string ColumnsCookie = "pawl-run-columns";

    public string Text { get; init; } = "";

    public IReadOnlyList<RunState> States { get; init; } = [];

    public string? Workload { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public RunSort Sort { get; init; } = RunSort.Default;

    /// <value>From 1.</value>
    public int Page { get; init; } = 1;

    public IReadOnlyList<RunColumn> Columns { get; init; } = RunColumn.Default;

    /// <value>True when the URL itself names the columns, as one that is shared does.</value>
    public bool NamesColumns { get; init; }

    public bool IsFiltered => Text.Length > 0 || States.Count > 0 || Workload is not null || Tags.Count > 0;

    public RunQuery Query =>
        new()
        {
            Text = Text.Length == 0 ? null : Text,
            States = States,
            Workload = Workload,
            Tags = Tags,
            Sort = Sort == RunSort.Default ? null : Sort,
            Limit = PageSize,
            Offset = (Page - 1) * PageSize,
        };

    public RunsAddress Unfiltered =>
        new()
        {
            Sort = Sort,
            Columns = Columns,
            NamesColumns = NamesColumns,
        };

    public static RunsAddress Of(HttpContext http) => Parse(http.Request.Query, http.Request.Cookies[ColumnsCookie]);

    /// <param name="remembered">Value of the cookie; null when there is none.</param>
    public static RunsAddress Parse(IQueryCollection query, string? remembered)
    {
        var named = query["col"];
        return new RunsAddress
        {
            Text = ((string?)query["q"] ?? "").Trim(),
            States = [.. Enum.GetValues<RunState>().Where(state => query["state"].Contains(state.Word()))],
            Workload = (string?)query["workload"] is { Length: > 0 } workload ? workload : null,
            Tags = [.. query["tag"].OfType<string>().Where(RunTag.IsValid).Distinct(StringComparer.Ordinal)],
            Sort = RunSort.TryParse(query["sort"], out var sort) ? sort : RunSort.Default,
            Page = int.TryParse((string?)query["page"], CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
            Columns =
                named.Count > 0 ? RunColumn.Of(named)
                : remembered is null ? RunColumn.Default
                : RunColumn.Of(remembered.Split('\n')),
            NamesColumns = named.Count > 0,
        };
    }

    public RunsAddress OnPage(int page) => this with { Page = page };

    public RunsAddress With(string tag) => this with { Tags = [.. Tags.Append(tag).Distinct(StringComparer.Ordinal)], Page = 1 };

    public RunsAddress Without(string tag) => this with { Tags = [.. Tags.Where(other => other != tag)], Page = 1 };

    /// <summary>Adds the state to those shown, or takes it out again.</summary>
    public RunsAddress Toggle(RunState state) =>
        this with
        {
            States = [.. Enum.GetValues<RunState>().Where(other => States.Contains(other) != (other == state))],
            Page = 1,
        };

    /// <summary>What a click on the column's head leads to: sorted by it, or the other way round when it is already.</summary>
    public RunsAddress SortedBy(RunColumn column) =>
        this with
        {
            Sort = new RunSort(column.Sort!, Sort.Column == column.Sort ? !Sort.Descending : column.StartsDescending),
            Page = 1,
        };

    public string Url => "/" + QueryText;

    /// <value>With its question mark; empty when nothing differs from what <c>/</c> shows.</value>
    public string QueryText
    {
        get
        {
            var text = new StringBuilder();
            Add("q", Text);
            foreach (var state in States)
            {
                Add("state", state.Word());
            }

            Add("workload", Workload ?? "");
            foreach (var tag in Tags)
            {
                Add("tag", tag);
            }

            Add("sort", Sort == RunSort.Default ? "" : Sort.ToString());
            Add("page", Page == 1 ? "" : Page.ToString(CultureInfo.InvariantCulture));
            foreach (var column in NamesColumns ? Columns : [])
            {
                Add("col", column.Key);
            }

            return text.ToString();

            void Add(string name, string value)
            {
                if (value.Length > 0)
                {
                    text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
                }
            }
        }
    }
}
