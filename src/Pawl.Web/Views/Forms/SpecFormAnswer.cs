namespace Pawl.Web.Views.Forms;

/// <summary>What the page's script gets back: the text with its edits, and HTML to put in place.</summary>
/// <param name="Form">The fields; null when there are none, since the text cannot be read: the old ones wait.</param>
/// <param name="Problems">The list of them.</param>
/// <param name="Lines">Lines of the text that hold problems, from 1.</param>
internal sealed record SpecFormAnswer(
    string Yaml,
    IReadOnlyDictionary<string, string> Sets,
    string? Form,
    string Problems,
    IReadOnlyList<int> Lines,
    string Status,
    bool CanStart
)
{
    /// <summary>What stands beside the button.</summary>
    public static string StatusOf(SpecFormModel model) =>
        model.Problems.Count switch
        {
            0 when model.Profile is { } profile => $"Ready, with profile {profile}",
            0 => "Ready",
            1 => "1 problem to mend",
            var count => $"{count} problems to mend",
        };
}
