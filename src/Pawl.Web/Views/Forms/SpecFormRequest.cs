using Pawl.Runs.Specs;
using Pawl.Runs.Submissions;

namespace Pawl.Web.Views.Forms;

/// <summary>What a person has on the page: all of its state.</summary>
/// <param name="Yaml">The spec's text.</param>
/// <param name="Sets">Values laid over the profile, as <c>--set</c> does: dotted key to YAML.</param>
/// <param name="Edits">Fields changed since the last answer, oldest first.</param>
internal sealed record SpecFormRequest(
    string Yaml,
    IReadOnlyDictionary<string, string>? Sets = null,
    IReadOnlyList<SpecFormEdit>? Edits = null
)
{
    /// <summary>What starting it asks for. The profile is that of the text.</summary>
    public Submission ToSubmission() =>
        new(new SpecSource(Yaml, SpecFormModel.SourceName), null, SpecForms.SetOptions(Sets ?? new Dictionary<string, string>()));
}

/// <param name="Text">As typed; null takes the value back to what it is without.</param>
internal sealed record SpecFormEdit(string Key, string? Text);
