using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Specs;

/// <summary>
/// The user's profiles, files of the data root that people may also edit by hand: nothing is cached. A file holds keys as a spec does and,
/// beside them, <c>workload:</c>, which workload it is for, and <c>description:</c>. Files are replaced whole; of two writers the later wins.
/// </summary>
public sealed class ProfileStore(string dataRoot, WorkloadCatalog workloads)
{
    /// <value>64 KiB: every key of a workload fits in a few.</value>
    public const int LongestFile = 1 << 16;

    public const string NameRule = "1 to 64 small letters, digits, - or _, a letter or digit first";

    private const string Extension = ".yaml";
    private readonly string _folder = Path.Combine(dataRoot, "profiles");

    /// <summary>By name. A file that is wrong is listed with its problems.</summary>
    public IReadOnlyList<OwnProfile> List() =>
        Directory.Exists(_folder)
            ? [.. Directory.EnumerateFiles(_folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read).OfType<OwnProfile>()]
            : [];

    /// <returns>Null when there is none of this name.</returns>
    public OwnProfile? Find(string name) => IsName(name) ? Read(PathOf(name)) : null;

    public static bool IsName(string name) =>
        name.Length is >= 1 and <= 64
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    /// <summary>Checks a profile and writes it, new or in place of the one of its name.</summary>
    /// <param name="yaml">The whole file.</param>
    /// <exception cref="SpecException">With every problem found; nothing was written.</exception>
    public OwnProfile Save(string name, string yaml)
    {
        var problems = new List<SpecProblem>();
        if (!IsName(name))
        {
            problems.Add(new SpecProblem("name", "", NameRule, $"'{name}'"));
        }
        else if (ShippedBy(name) is { } workload)
        {
            problems.Add(
                new SpecProblem("name", "", $"a name that no shipped profile has: '{name}' comes with workload {workload}", $"'{name}'")
            );
        }

        if (yaml.Length > LongestFile)
        {
            problems.Add(new SpecProblem(name, "", $"at most {LongestFile} characters", $"{yaml.Length}"));
        }
        else
        {
            var profile = Of(name, yaml, default);
            problems.AddRange(profile.Problems);
            if (problems.Count == 0 && profile.Values.Count == 0)
            {
                problems.Add(new SpecProblem(name, "", "at least one key that the profile sets", "none"));
            }
        }

        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        AtomicFile.WriteText(PathOf(name), yaml);
        return Find(name)!;
    }

    /// <returns>False when there was none.</returns>
    public bool Delete(string name)
    {
        if (!IsName(name) || !File.Exists(PathOf(name)))
        {
            return false;
        }

        File.Delete(PathOf(name));
        DurableFolder.Flush(_folder);
        return true;
    }

    /// <summary>The workload that ships a profile of this name, or null.</summary>
    public string? ShippedBy(string name) =>
        workloads.All.FirstOrDefault(workload => workload.Profiles.Any(profile => profile.Name == name))?.Name;

    /// <summary>What is wrong with a profile's text; empty when it can be saved.</summary>
    public IReadOnlyList<SpecProblem> Check(string name, string yaml) => Of(name, yaml, default).Problems;

    private string PathOf(string name) => Path.Combine(_folder, name + Extension);

    private OwnProfile? Read(string path)
    {
        try
        {
            return Of(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path), new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private OwnProfile Of(string name, string yaml, DateTimeOffset changedAt)
    {
        var problems = new List<SpecProblem>();
        var root = SpecYaml.Parse(yaml, line => $"{name}{Extension}:{line}", problems);
        var mapping = root as SpecMapping ?? new SpecMapping($"{name}{Extension}", []);
        if (root is not null and not SpecMapping and not SpecScalar { IsNothing: true })
        {
            problems.Add(new SpecProblem(root.Where, "", "a mapping of keys to values", SpecText.Describe(root)));
        }

        var header = ProfileHeader.Of(mapping, problems);
        var schema = Check(mapping, header, problems);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (problems.Count == 0)
        {
            Collect(mapping, "", new SpecKeyTable(schema), values);
        }

        return new OwnProfile(name, header.Workload, header.Description, values, yaml, changedAt, problems);
    }

    /// <summary>Against the schema of its workload; of a profile for any, against the one that knows most of its keys.</summary>
    /// <returns>The schema it was checked against.</returns>
    private SpecSchema Check(SpecMapping mapping, ProfileHeader header, List<SpecProblem> problems)
    {
        var shared = new SpecSchema("any", []);
        if (header.Workload is { } named && workloads.All.All(workload => workload.Name != named))
        {
            var known = string.Join(", ", workloads.All.Select(workload => workload.Name));
            problems.Add(new SpecProblem(header.WorkloadAt, SpecKeyTable.Workload, $"one of {known}", named));
            return shared;
        }

        var values = ProfileHeader.Without(mapping);
        var (schema, found) = workloads
            .All.Where(workload => header.Workload is null || workload.Name == header.Workload)
            .Select(workload => (Schema: workload.Schema, Problems: ProblemsOf(values, workload.Schema)))
            .DefaultIfEmpty((Schema: shared, Problems: ProblemsOf(values, shared)))
            .MinBy(fit => (fit.Problems.Count(problem => problem.Actual == SpecKeyTable.UnknownKey), fit.Problems.Count));
        problems.AddRange(found);
        return schema;
    }

    private static List<SpecProblem> ProblemsOf(SpecMapping values, SpecSchema schema)
    {
        var problems = new List<SpecProblem>();
        new SpecLayer(new SpecKeyTable(schema), problems).AddAll(values, "", static where => where, isRoot: false);
        return problems;
    }

    private static void Collect(SpecMapping mapping, string prefix, SpecKeyTable keys, Dictionary<string, string> values)
    {
        foreach (var entry in mapping.Entries)
        {
            var path = prefix + entry.Key;
            if (prefix.Length == 0 && ProfileHeader.IsHeader(entry.Key))
            {
                continue;
            }

            if (entry.Value is SpecMapping inner && keys.Find(path) is null && keys.IsGroup(path))
            {
                Collect(inner, path + ".", keys, values);
            }
            else if (keys.Find(path) is { } key)
            {
                if (SpecValueReader.TryRead(key, entry.Value, out var value, out _))
                {
                    values[path] = SpecScalarText.Of(value);
                }
            }
            else if (entry.Value is SpecScalar { IsNothing: false } scalar)
            {
                values[path] = SpecScalarText.Text(scalar.Text);
            }
        }
    }
}
