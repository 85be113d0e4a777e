using Pawl.Evolutions.Input;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Tests.Reference;

public sealed class ReferenceLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_data_of_the_program_load_and_hold_every_type_of_facet()
    {
        var reference = Samples.Reference;

        Assert.Equal(5, reference.Plateaus.Count);
        Assert.Equal(3, reference.Roles.Count);
        Assert.All(reference.MappingSets, set => Assert.True(set.Items.Count >= 12));
        Assert.All(reference.MappingSets, set => Assert.Contains(set.Facets, facet => facet.Required));
        var types = reference.MappingSets.SelectMany(set => set.Facets).Select(facet => facet.Type).Distinct();
        Assert.Equal(Enum.GetValues<FacetType>().Order(), types.Order());
    }

    [Fact]
    public void A_copy_in_a_folder_has_the_same_fingerprint_and_its_sample_is_20_services()
    {
        var paths = ReferenceLibrary.CopyTo(_folder.Path);
        var reference = ReferenceLibrary.Load(_folder.Path);

        Assert.Equal(Samples.Reference.Fingerprint, reference.Fingerprint);
        Assert.Equal(Samples.Reference.CatalogueHash, reference.CatalogueHash);
        Assert.Contains("services.jsonl", paths);
        using var services = ServiceFile.Open(Path.Combine(_folder.Path, "services.jsonl"));
        Assert.Equal(20, services.Count);
        Assert.Empty(services.BadLines);
        Assert.Throws<IOException>(() => ReferenceLibrary.CopyTo(_folder.Path));
    }

    [Fact]
    public void A_change_is_told_by_file_and_the_layout_of_a_catalogue_leaves_its_hash_alone()
    {
        ReferenceLibrary.CopyTo(_folder.Path);
        var path = Path.Combine(_folder.Path, "catalogues/applications.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\n", "\n\n"));
        var reference = ReferenceLibrary.Load(_folder.Path);

        Assert.Equal(["catalogues/applications.json"], reference.Files.Except(Samples.Reference.Files).Select(file => file.Path));
        Assert.NotEqual(Samples.Reference.Fingerprint, reference.Fingerprint);
        Assert.Equal(Samples.Reference.CatalogueHash, reference.CatalogueHash);
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_file_and_place()
    {
        ReferenceLibrary.CopyTo(_folder.Path);
        _folder.File(
            "roles.json",
            """[{"role_id":"a","name":"A","description":"x","extra":1},{"role_id":"a","name":"","description":"y"}]"""
        );
        _folder.File("plateaus.json", "[\n{");
        _folder.File("prompts/stages/features.md", "{{service}}\n{{colour}}");
        _folder.File(
            "catalogues/technologies.json",
            """
            {"field":"technology","items":[],"facets":[
              {"id":"f","label":"F","type":"colour"},
              {"id":"f","label":"F","type":"string","options":[]},
              {"id":"g","label":"G","type":"enum","options":[{"id":"x","label":"X"},{"id":"x","label":"Y"}]}]}
            """
        );
        File.Delete(Path.Combine(_folder.Path, "definitions.json"));

        var problems = Assert.Throws<ReferenceException>(() => ReferenceLibrary.Load(_folder.Path)).Problems;

        (string File, string Place)[] expected =
        [
            ("roles.json", "$[0].extra"),
            ("roles.json", "$[1].name"),
            ("roles.json", "$[1].role_id"),
            ("plateaus.json", "line 2"),
            ("prompts/stages/features.md", "line 2"),
            ("prompts/stages/features.md", ""),
            ("catalogues/technologies.json", "$.field"),
            ("catalogues/technologies.json", "$.items"),
            ("catalogues/technologies.json", "$.facets[0].type"),
            ("catalogues/technologies.json", "$.facets[1].options"),
            ("catalogues/technologies.json", "$.facets[1].id"),
            ("catalogues/technologies.json", "$.facets[2].options[1].id"),
            ("definitions.json", ""),
        ];
        Assert.Equal(expected.Order(), problems.Select(problem => (problem.File, problem.Place)).Order());
    }

    [Fact]
    public void Random_damage_to_a_file_never_brings_another_exception()
    {
        var random = new Random(20260);
        var paths = ReferenceLibrary.CopyTo(_folder.Path).Where(path => path != "services.jsonl").ToArray();
        for (var round = 0; round < 200; round++)
        {
            var path = Path.Combine(_folder.Path, paths[random.Next(paths.Length)]);
            var bytes = File.ReadAllBytes(path);
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged.AsSpan(0, random.Next(3) == 0 ? random.Next(damaged.Length) : damaged.Length));

            if (Record.Exception(() => ReferenceLibrary.Load(_folder.Path)) is { } exception)
            {
                Assert.IsType<ReferenceException>(exception);
            }

            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void An_unknown_context_is_told_with_those_there_are()
    {
        var exception = Assert.Throws<KeyNotFoundException>(() => Samples.Reference.Prompts.Context("moon"));
        Assert.Contains("city-libraries, university-libraries", exception.Message);
    }
}
