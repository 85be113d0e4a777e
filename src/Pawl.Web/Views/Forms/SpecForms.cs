using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Web.Hosting;

namespace Pawl.Web.Views.Forms;

/// <summary>Makes forms of specs, and carries edits of fields into the text.</summary>
internal sealed class SpecForms(WorkloadCatalog workloads, ProfileStore profiles, WebServerOptions options)
{
    private const string ProfileKey = "profile";

    /// <summary>Never throws for what is wrong with a spec: that is in the model's problems.</summary>
    public SpecFormModel Make(SpecFormRequest request)
    {
        var sets = new Dictionary<string, string>(request.Sets ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (request.Yaml.Length > SpecFormModel.LongestText)
        {
            var problem = new SpecProblem(
                SpecFormModel.SourceName,
                "",
                $"at most {SpecFormModel.LongestText} characters",
                $"{request.Yaml.Length}"
            );
            return new SpecFormModel
            {
                Yaml = request.Yaml,
                Sets = sets,
                Problems = [problem],
            };
        }

        try
        {
            var yaml = Apply(request, sets);
            return Read(yaml, sets);
        }
        catch (SpecException fault)
        {
            return new SpecFormModel
            {
                Yaml = request.Yaml,
                Sets = sets,
                Problems = fault.Problems,
            };
        }
    }

    /// <summary>As <c>--set</c> takes them.</summary>
    public static IReadOnlyList<string> SetOptions(IReadOnlyDictionary<string, string> sets) =>
        [.. sets.OrderBy(set => set.Key, StringComparer.Ordinal).Select(set => $"{set.Key}={set.Value}")];

    private string Apply(SpecFormRequest request, Dictionary<string, string> sets)
    {
        var yaml = request.Yaml;
        foreach (var edit in request.Edits ?? [])
        {
            var (workload, inspection) = Inspect(yaml, sets);
            if (edit.Key == ProfileKey)
            {
                yaml = string.IsNullOrEmpty(edit.Text)
                    ? SpecEdit.Remove(yaml, ProfileKey)
                    : SpecEdit.Set(yaml, ProfileKey, SpecScalarText.Text(edit.Text));
                continue;
            }

            var key =
                Keys(workload).FirstOrDefault(key => key.Path == edit.Key)
                ?? throw new SpecException([
                    new SpecProblem(SpecFormModel.SourceName, edit.Key, "a key of the workload", "an unknown one"),
                ]);
            var text = edit.Text is null ? null : FieldText.ToYaml(key, edit.Text);
            if (text is null)
            {
                yaml = sets.Remove(key.Path) ? yaml : SpecEdit.Remove(yaml, key.Path);
            }
            else if (sets.ContainsKey(key.Path) || inspection.ProfileKeys.Contains(key.Path, StringComparer.Ordinal))
            {
                // The profile wins over the file: a value in the file would say one thing and do another.
                sets[key.Path] = text;
            }
            else
            {
                yaml = SpecEdit.Set(yaml, key.Path, text);
            }
        }

        return yaml;
    }

    private SpecFormModel Read(string yaml, Dictionary<string, string> sets)
    {
        var (workload, inspection) = Inspect(yaml, sets);
        var keys = Keys(workload).ToList();
        var labels = FieldLabels.Of(keys);
        return new SpecFormModel
        {
            Yaml = yaml,
            Sets = sets,
            Workload = workload,
            Profile = inspection.Profile,
            Fields = [.. keys.Select(key => Field(yaml, sets, key, labels[key.Path], inspection))],
            Profiles = Profiles(yaml, workload),
            Problems = inspection.Problems,
        };
    }

    private (IWorkload Workload, SpecInspection Inspection) Inspect(string yaml, Dictionary<string, string> sets)
    {
        var source = new SpecSource(yaml, SpecFormModel.SourceName);
        var workload = workloads.Get(SpecResolver.WorkloadOf(source), SpecFormModel.SourceName);
        return (workload, SpecResolver.Inspect(workload, source, null, SetOptions(sets), options.DataRoot));
    }

    private static IEnumerable<SpecKey> Keys(IWorkload workload) => SharedSpecKeys.All.Concat(workload.Schema.Keys);

    private static SpecField Field(string yaml, Dictionary<string, string> sets, SpecKey key, string label, SpecInspection inspection)
    {
        var problems = inspection.Problems.Where(problem => IsOf(problem, key)).ToList();
        var where = inspection.Origins.GetValueOrDefault(key.Path);
        var value = inspection.Values[key.Path];
        var origin =
            sets.ContainsKey(key.Path) ? FieldOrigin.Set
            : inspection.ProfileKeys.Contains(key.Path, StringComparer.Ordinal) ? FieldOrigin.Profile
            : where is not null ? FieldOrigin.File
            : FieldOrigin.Default;
        var text = FieldText.Of(key, inspection.Written[key.Path]);

        // A wrong value did not get through to the resolved ones: the field shows what was written.
        if (problems.Count > 0 && where is null && origin is FieldOrigin.Default && SpecEdit.TextOf(yaml, key.Path) is { } written)
        {
            (text, origin) = (written, FieldOrigin.File);
        }
        else if (problems.Exists(problem => problem.Where == $"--set {key.Path}"))
        {
            text = sets[key.Path].Trim('"');
        }

        var resolved = FieldText.Of(key, value);
        return new SpecField(
            key,
            text,
            value,
            resolved == text || problems.Count > 0 ? null : resolved,
            origin,
            Words(origin, where, inspection),
            problems
        )
        {
            Label = label,
        };
    }

    private static bool IsOf(SpecProblem problem, SpecKey key) =>
        problem.Key == key.Path
        || (problem.Key.StartsWith(key.Path, StringComparison.Ordinal) && problem.Key[key.Path.Length] is '.' or '[');

    private static string Words(FieldOrigin origin, string? where, SpecInspection inspection) =>
        origin switch
        {
            FieldOrigin.Set => "set over the profile",
            FieldOrigin.Profile => $"profile {inspection.Profile}",
            FieldOrigin.File => where is null ? "file" : $"line {where[(where.IndexOf(':', StringComparison.Ordinal) + 1)..]}",
            _ => "default",
        };

    private List<ProfileChoice> Profiles(string yaml, IWorkload workload)
    {
        var own = profiles.List().Where(profile => profile.Workload is null || profile.Workload == workload.Name).ToList();
        var choices = own.Select(profile => new ProfileChoice(profile.Name, profile.Description, "own")).ToList();
        var shipped = workload.Profiles.Where(profile => !own.Exists(other => other.Name == profile.Name));
        choices.InsertRange(0, shipped.Select(profile => new ProfileChoice(profile.Name, profile.Description, "shipped")));
        choices.AddRange(
            SpecEdit
                .KeysOf(yaml, "profiles")
                .Where(name => !choices.Exists(choice => choice.Name == name))
                .Select(name => new ProfileChoice(name, "Stands in this file.", "this file"))
        );
        return choices;
    }
}
