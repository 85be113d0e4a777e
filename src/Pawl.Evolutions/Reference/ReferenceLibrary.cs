using System.Security.Cryptography;
using System.Text;
using Pawl.Evolutions.Records;
using Pawl.Runs.Durability;

namespace Pawl.Evolutions.Reference;

/// <summary>Everything a run knows beside its services: plateaus, roles, definitions, catalogues and the texts of prompts. Safe to share between threads.</summary>
public sealed class ReferenceLibrary
{
    private ReferenceLibrary(
        IReadOnlyList<Plateau> plateaus,
        IReadOnlyList<Role> roles,
        DefinitionsFile definitions,
        IReadOnlyList<MappingSet> sets,
        PromptLibrary prompts,
        IReadOnlyList<ReferenceFile> files
    )
    {
        Plateaus = plateaus;
        Roles = roles;
        Definitions = definitions;
        MappingSets = sets;
        Prompts = prompts;
        Files = files;
        CatalogueHash = Reference.CatalogueHash.Of(sets);
        Fingerprint = Sha256(string.Concat(files.Select(file => $"{file.Path}:{file.Sha256}\n")));
    }

    /// <summary>By level: the first is level 1.</summary>
    public IReadOnlyList<Plateau> Plateaus { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Role> Roles { get; }

    public DefinitionsFile Definitions { get; }

    /// <summary>In the order of <c>mapping-sets.json</c>; may be empty.</summary>
    public IReadOnlyList<MappingSet> MappingSets { get; }

    public PromptLibrary Prompts { get; }

    /// <summary>SHA-256 of what the catalogues say, 64 hexadecimal digits. It does not change with the layout of their files.</summary>
    public string CatalogueHash { get; }

    /// <summary>SHA-256 over the bytes of <see cref="Files"/>, 64 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Every file that was read, by path.</summary>
    public IReadOnlyList<ReferenceFile> Files { get; }

    /// <param name="folder">Null for the data that come with the program.</param>
    /// <exception cref="ReferenceException">Something is missing or wrong; all of it is told.</exception>
    public static ReferenceLibrary Load(string? folder)
    {
        var source = ReferenceSource.Of(folder);
        var loader = new ReferenceLoader(source);
        var plateaus = loader.Json("plateaus.json", ReferenceParts.Plateaus, []);
        var roles = loader.Json("roles.json", ReferenceParts.Roles, []);
        var definitions = loader.Json("definitions.json", ReferenceParts.Definitions, new("", null, null, []));
        var sets = loader
            .Json("mapping-sets.json", ReferenceParts.Sets, [])
            .Select(set =>
                loader.Json(
                    set.File,
                    (root, shape) => CatalogueReader.Read(root, shape, set),
                    new MappingSet(set.Name, set.File, set.Field, set.Name, [], [])
                )
            )
            .ToList();
        var prompts = new PromptLibrary(
            loader.Text("prompts/role.md") ?? "",
            loader.Texts("prompts/contexts"),
            loader.Texts("prompts/inspirations"),
            loader.Template("prompts/stages/descriptions.md", "service", "plateaus", "plateau_ids"),
            loader.Template("prompts/stages/features.md", "service_name", "plateau", "service", "description", "roles", "role_ids"),
            loader.Template("prompts/stages/mapping.md", MappingPlaces),
            loader.Template("prompts/stages/mapping-rationale.md", MappingPlaces)
        );
        return loader.Problems.Count > 0
            ? throw new ReferenceException(source.Name, loader.Problems)
            : new(plateaus, roles, definitions, sets, prompts, loader.Files);
    }

    /// <summary>Writes the data that come with the program, and the sample of services, to be edited.</summary>
    /// <returns>Paths of the files written, inside the folder.</returns>
    /// <exception cref="IOException">One of the files is there already; nothing is written then.</exception>
    public static IReadOnlyList<string> CopyTo(string folder)
    {
        var source = ReferenceSource.Of(null);
        var paths = source.List("");
        if (paths.FirstOrDefault(path => File.Exists(Path.Combine(folder, path))) is { } taken)
        {
            throw new IOException($"'{Path.Combine(folder, taken)}' is there already; choose an empty folder, or remove the file.");
        }

        foreach (var path in paths)
        {
            AtomicFile.WriteBytes(Path.Combine(folder, path), source.Read(path)!);
        }

        return paths;
    }

    /// <exception cref="KeyNotFoundException">There is no such set.</exception>
    public MappingSet MappingSet(string field) =>
        MappingSets.FirstOrDefault(set => set.Field == field)
        ?? throw new KeyNotFoundException(
            $"There is no mapping set '{field}'; expected one of {string.Join(", ", MappingSets.Select(set => set.Field))}."
        );

    private static IReadOnlyList<string> MappingPlaces { get; } =
    ["label", "catalogue", "facets", "service", "plateau", "features", "field"];

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
