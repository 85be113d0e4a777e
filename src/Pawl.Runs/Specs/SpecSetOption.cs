namespace Pawl.Runs.Specs;

/// <summary>One <c>--set key=value</c> of the command line, or a value from the environment.</summary>
internal static class SpecSetOption
{
    public static void AddTo(SpecLayer layer, SpecKeyTable keys, string option, List<SpecProblem> problems)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(new SpecProblem("--set", "", "key=value, such as timeout=30m", option.Length == 0 ? "nothing" : option));
            return;
        }

        var path = option[..equals].Trim();
        var text = option[(equals + 1)..];
        var where = $"--set {path}";
        if (path is SpecKeyTable.Workload or SpecKeyTable.Profile or SpecKeyTable.Profiles)
        {
            problems.Add(
                new SpecProblem(where, path, "a key of the workload (a profile is chosen by --profile)", "a key of the file alone")
            );
            return;
        }

        AddTo(layer, keys, path, text, where, problems);
    }

    /// <summary>Adds the text that stands for the value of one key.</summary>
    public static void AddTo(SpecLayer layer, SpecKeyTable keys, string path, string text, string where, List<SpecProblem> problems)
    {
        var node = IsText(keys, path) ? Text(text, where, problems) : SpecYaml.Parse(text, _ => where, problems);
        // An empty value means "not set"; a value that is not YAML has been reported by the parser.
        if (node is not null || text.Trim().Length == 0)
        {
            layer.Add(path, node ?? new SpecScalar(where, "", IsPlain: true), where, refuseTwice: false);
        }
    }

    private static bool IsText(SpecKeyTable keys, string path) =>
        keys.Find(path) is { Kind: SpecKind.Text or SpecKind.Duration } || keys.FindEntry(path) is not null;

    /// <summary>The shell has taken the quotes off already, so a text is taken as it came; only <c>null</c> and what is still quoted is YAML.</summary>
    private static SpecNode? Text(string text, string where, List<SpecProblem> problems)
    {
        var isQuoted = text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0];
        return isQuoted || text is "null" or "" ? SpecYaml.Parse(text, _ => where, problems) : new SpecScalar(where, text, IsPlain: false);
    }
}
