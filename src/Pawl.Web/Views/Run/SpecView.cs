using System.Text.Json.Nodes;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Views.Run;

/// <summary>The resolved spec of a run for a page: each value beside its default and where it came from. Secrets are masked.</summary>
/// <param name="Rows">Every key, in the order of a spec file.</param>
/// <param name="Yaml">A spec file that gives the same values.</param>
/// <param name="HasSecrets">Whether a value is masked, so that the file has to be completed by hand.</param>
public sealed record SpecView(IReadOnlyList<SpecView.Row> Rows, string Yaml, bool HasSecrets)
{
    /// <param name="Origin">Such as <c>train.yaml:12</c>, <c>--set</c>, <c>profile fast_local</c> or <c>default</c>.</param>
    public sealed record Row(string Key, string Value, string Default, string Origin, bool IsChanged, string Description);

    public IEnumerable<Row> Changed => Rows.Where(row => row.IsChanged || row.Origin != ResolvedSpec.DefaultOrigin);

    /// <exception cref="SpecException">The stored spec does not fit the workload as this program knows it.</exception>
    public static SpecView Of(IWorkload workload, RunRecord run)
    {
        var spec = SpecJson.Read(workload.Schema, run.SpecJson);
        var hasSecrets = Secrets.ValuesIn(JsonNode.Parse(run.SpecJson)!.AsObject()).Any();
        return new SpecView(
            [.. SpecYamlText.InFileOrder(workload.Schema).Select(key => RowOf(key, spec))],
            SpecYamlText.Write(workload.Schema, spec, Masked),
            hasSecrets
        );
    }

    private static Row RowOf(SpecKey key, ResolvedSpec spec) =>
        new(
            key.Path,
            Text(Masked(key, spec.Value(key.Path))),
            Text(key.Default),
            spec.Origin(key.Path),
            SpecYamlText.IsChanged(key, spec),
            key.Description
        );

    private static string Text(object? value) =>
        value is IReadOnlyDictionary<string, string> map
            ? $"{{{string.Join(", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}}}"
            : SpecText.Of(value);

    private static object? Masked(SpecKey key, object? value) =>
        value switch
        {
            string when Secrets.IsSecretOption(key.Path) => Secrets.Mask,
            string[] list => Secrets.Masked(list).ToArray(),
            IReadOnlyDictionary<string, string> map => map.ToDictionary(
                pair => pair.Key,
                pair => Secrets.Masked(pair.Key, pair.Value),
                StringComparer.Ordinal
            ),
            _ => value,
        };
}
