using System.Globalization;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Views.Forms;

/// <summary>The form of a spec: everything the page shows, made from the text and the values set over it. The form holds no state of its own.</summary>
public sealed record SpecFormModel
{
    /// <value>What the text of the form is called where its lines are told.</value>
    public const string SourceName = "spec";

    /// <value>256 KiB of text: more than any spec a person writes.</value>
    public const int LongestText = 1 << 18;

    public required string Yaml { get; init; }

    public required IReadOnlyDictionary<string, string> Sets { get; init; }

    /// <value>Null when the text cannot be read, or names no workload: then there are no fields.</value>
    public IWorkload? Workload { get; init; }

    public string? Profile { get; init; }

    public IReadOnlyList<SpecField> Fields { get; init; } = [];

    public IReadOnlyList<ProfileChoice> Profiles { get; init; } = [];

    public required IReadOnlyList<SpecProblem> Problems { get; init; }

    public bool CanStart => Problems.Count == 0;

    /// <summary>The line of the text a problem stands in, from 1; null when it came from elsewhere.</summary>
    public static int? LineOf(SpecProblem problem)
    {
        const string prefix = SourceName + ":";
        if (!problem.Where.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var digits = problem.Where.AsSpan(prefix.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;
    }
}

/// <param name="Place">Whose it is: <c>shipped</c>, <c>own</c> or <c>this file</c>.</param>
public sealed record ProfileChoice(string Name, string Description, string Place);
