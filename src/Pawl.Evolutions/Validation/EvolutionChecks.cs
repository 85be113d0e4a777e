using Pawl.Evolutions.Input;
using Pawl.Evolutions.Mapping;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Reverse;

namespace Pawl.Evolutions.Validation;

/// <summary>The single looks that reports are made of. None of them can reach a model: nothing here knows of one.</summary>
internal static class EvolutionChecks
{
    /// <param name="library">Null when the data could not be loaded.</param>
    public static Check Reference(string? folder, out ReferenceLibrary? library)
    {
        const string Name = "reference";
        library = null;
        try
        {
            library = ReferenceLibrary.Load(folder);
            var items = library.MappingSets.Sum(set => set.Items.Count);
            return Check.Good(
                Name,
                $"{library.Plateaus.Count} plateaus, {library.Roles.Count} roles, {library.MappingSets.Count} mapping sets of {items} items; "
                    + $"catalogue hash {library.CatalogueHash}"
            );
        }
        catch (ReferenceException exception)
        {
            const string Advice = "Correct the file; `pawl evolve init FOLDER` writes a folder that is right.";
            return Check.Bad(
                Name,
                $"{exception.Problems.Count} problems",
                [.. exception.Problems.Select(problem => new Finding(problem.File, problem.Place, problem.Message, Advice))]
            );
        }
    }

    /// <summary>Every line of a file of services.</summary>
    public static Check Services(string path) =>
        Input(
            path,
            () =>
            {
                using var file = ServiceFile.Open(path);
                return (file.Count, file.BadLines, file.Sha256);
            }
        );

    /// <summary>A file whose features are to be mapped anew.</summary>
    public static Check Features(string path, ReferenceLibrary reference) =>
        Input(
            path,
            () =>
            {
                using var file = MapInput.Open(path, reference);
                return (file.Count, file.BadLines, file.Sha256);
            }
        );

    private static Check Input(string path, Func<(int Count, IReadOnlyList<BadLine> BadLines, string Sha256)> open)
    {
        const string Name = "input";
        try
        {
            var (count, badLines, sha256) = open();
            var findings = badLines
                .Select(bad => new Finding(path, $"line {bad.Line}", $"{bad.Reason}.", "Correct the line; a run sets it aside."))
                .ToList();
            if (count == 0)
            {
                findings.Add(new(path, "", "The file holds no service.", "Write one service a line, as docs/evolutions-data.md shows."));
            }

            return Check.Bad(Name, $"{count} services, {badLines.Count} bad lines, SHA-256 {sha256}", findings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Bad(Name, "not readable", [new(path, "", exception.Message, "Check the path and who may read it.")]);
        }
    }

    /// <summary>Every line of a file of evolutions: by itself, and against the reference data when there are some.</summary>
    public static Check Evolutions(string path, ReferenceLibrary? reference)
    {
        const string Name = "evolutions";
        var (lines, count, findings, ids) = (0, 0, new List<Finding>(), new Dictionary<string, int>());
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            LineScanner.Scan(
                stream,
                (number, _, content, length) =>
                {
                    if (length <= LineScanner.LongestLine && content.Trim(" \t"u8).IsEmpty)
                    {
                        return;
                    }

                    lines++;
                    foreach (var (message, advice) in Faults(content, number, ids, reference))
                    {
                        count++;
                        if (findings.Count < CheckReport.MostFindings)
                        {
                            findings.Add(new(path, $"line {number}", message, advice));
                        }
                    }
                }
            );
            return new(Name, $"{lines} lines", findings, count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Bad(Name, "not readable", [new(path, "", exception.Message, "Check the path and who may read it.")]);
        }
    }

    /// <summary>Context, inspiration and mapping sets that settings name.</summary>
    public static Check Settings(ReferenceLibrary reference, string context, string inspiration, IReadOnlyList<string>? fields)
    {
        var findings = new List<Finding>();
        Try(() => reference.Prompts.Context(context), "prompts/contexts");
        Try(() => reference.Prompts.Inspiration(inspiration), "prompts/inspirations");
        foreach (var field in fields ?? [])
        {
            Try(() => reference.MappingSet(field), "mapping-sets.json");
        }

        return Check.Bad(
            "settings",
            $"context {context}, inspiration {inspiration}, sets {(fields is null ? "all" : string.Join(", ", fields))}",
            findings
        );

        void Try(Action look, string file)
        {
            try
            {
                look();
            }
            catch (KeyNotFoundException exception)
            {
                findings.Add(new(file, "", exception.Message, "Choose one there is, or add it to the reference folder."));
            }
        }
    }

    /// <summary>Whether the output could be written: by writing a file beside it, and removing it.</summary>
    public static Check Output(string path)
    {
        const string Name = "output";
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        // Missing folders are made by the run itself; what counts is whether the first one there is lets it.
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        if (Directory.Exists(full))
        {
            return Check.Bad(Name, "not writable", [new(path, "", "The path is a folder.", "Name a file.")]);
        }

        try
        {
            var probe = Path.Combine(folder, $".{Path.GetFileName(full)}.probe");
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return Check.Good(Name, File.Exists(full) ? $"{path} is there and would be replaced" : $"{path} can be written");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Bad(Name, "not writable", [new(path, "", exception.Message, "Choose a folder you may write to.")]);
        }
    }

    private static List<(string Message, string Advice)> Faults(
        ReadOnlySpan<byte> content,
        int number,
        Dictionary<string, int> ids,
        ReferenceLibrary? reference
    )
    {
        try
        {
            var evolution = EvolutionLine.Read(content);
            var id = evolution.Service.ServiceId;
            var faults = reference is null ? [] : Against(evolution, reference);
            if (!ids.TryAdd(id, number))
            {
                faults.Add(($"Service '{id}' is on line {ids[id]} already.", "Keep one of the two."));
            }

            return faults;
        }
        catch (EvolutionException exception)
        {
            return [(exception.Message, "Correct the line, or make it anew with a run.")];
        }
    }

    /// <summary>Plateaus, roles, items and facets that the reference data do not have.</summary>
    private static List<(string Message, string Advice)> Against(ServiceEvolution evolution, ReferenceLibrary reference)
    {
        const string Advice = "Check the line against the reference data it was made with, or map it anew.";
        var faults = new List<(string Message, string Advice)>();
        foreach (var plateau in evolution.Plateaus)
        {
            if (plateau.Plateau > reference.Plateaus.Count || reference.Plateaus[plateau.Plateau - 1].Name != plateau.PlateauName)
            {
                Add($"there is no plateau {plateau.Plateau} '{plateau.PlateauName}'");
            }

            foreach (var feature in plateau.Features)
            {
                if (reference.Roles.All(role => role.RoleId != feature.CustomerType))
                {
                    Add($"plateau {plateau.Plateau}, feature '{feature.FeatureId}': there is no role '{feature.CustomerType}'");
                }

                foreach (var (field, contributions) in feature.Mappings)
                {
                    var set = reference.MappingSets.FirstOrDefault(set => set.Field == field);
                    if (set is null)
                    {
                        Add($"plateau {plateau.Plateau}, feature '{feature.FeatureId}': there is no mapping set '{field}'");
                        continue;
                    }

                    foreach (var contribution in contributions)
                    {
                        var violations = set.ItemsById.ContainsKey(contribution.Item)
                            ? FacetRules.Violations(set, contribution.Facets)
                            : [$"'{field}' has no such item"];
                        foreach (var violation in violations)
                        {
                            Add($"plateau {plateau.Plateau}, feature '{feature.FeatureId}', item '{contribution.Item}': {violation}");
                        }
                    }
                }
            }
        }

        return faults;

        void Add(string message) => faults.Add(($"Service '{evolution.Service.ServiceId}': {message}.", Advice));
    }
}
