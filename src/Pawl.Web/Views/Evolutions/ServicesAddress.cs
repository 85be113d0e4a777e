using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pawl.Evolutions.Store;

namespace Pawl.Web.Views.Evolutions;

/// <summary>
/// What the tab of services shows, as its URL says it: <c>?state=failed&amp;q=loan&amp;after=99</c>. What a URL says wrongly is left out, as a
/// list is better than an error.
/// </summary>
/// <param name="RunId">The run's id.</param>
/// <param name="State">Null for all.</param>
/// <param name="Text">Part of an id or a name; empty for all.</param>
/// <param name="After">The page begins behind this ordinal; null for the first page.</param>
/// <param name="Before">The page ends before this ordinal; null unless someone goes back.</param>
public sealed record ServicesAddress(string RunId, ServiceState? State = null, string Text = "", long? After = null, long? Before = null)
{
    public const int PageSize = 100;

    public bool IsFiltered => State is not null || Text.Length > 0;

    public ServicesAddress First => this with { After = null, Before = null };

    public ServicesAddress Unfiltered => new(RunId);

    public string Url => $"/runs/{RunId}/services" + QueryText;

    /// <value>With its question mark; empty when all is shown from the first on.</value>
    public string QueryText
    {
        get
        {
            var text = new StringBuilder();
            Add("state", State?.Word());
            Add("q", Text);
            Add("after", After?.ToString(CultureInfo.InvariantCulture));
            Add("before", Before?.ToString(CultureInfo.InvariantCulture));
            return text.ToString();

            void Add(string name, string? value)
            {
                if (value is { Length: > 0 })
                {
                    text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
                }
            }
        }
    }

    public static ServicesAddress Parse(string runId, IQueryCollection? query) =>
        new(
            runId,
            Enum.GetValues<ServiceState>().Cast<ServiceState?>().FirstOrDefault(state => state!.Value.Word() == (string?)query?["state"]),
            ((string?)query?["q"] ?? "").Trim(),
            Ordinal(query?["after"]),
            Ordinal(query?["before"])
        );

    private static long? Ordinal(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
}
