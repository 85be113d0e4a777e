using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Manifests;

public sealed class RunManifestTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _scratch = new();

    private RunFolder Folder => RunFolder.Of(_scratch.Root, "01J");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_manifest_comes_back_as_it_was_written_and_is_replaced_whole()
    {
        var started = Sample();
        ManifestWriter.Write(Folder, started);
        var ended = started with
        {
            Outcome = "failed",
            Failure = new AttemptFailure("exit_code", true, "code 3"),
            EndedAt = Start.AddMinutes(1),
            Git = new ManifestGit(new string('a', 40), IsDirty: true),
            Datasets = [new ManifestDataset("data/x/train.bin", "ab", 12)],
            Attempts =
            [
                new ManifestAttempt(1, "failed", "w", Start, Start.AddMinutes(1), 100, new AttemptFailure("exit_code", true, "code 3")),
            ],
            Artifacts = [new ArtifactRecord("a.svg", "cd", 3, "image/svg+xml", "plot", ArtifactScope.Data)],
            Checkpoints = [new ManifestCheckpoint(100, "checkpoints/step-00000100", "ef")],
            Result = new JsonObject { ["loss"] = 1.5 },
        };
        ManifestWriter.Write(Folder, ended);

        var read = ManifestReader.Read(Folder);

        Assert.NotNull(read);
        Assert.Equal(JsonSerializer.Serialize(ended), JsonSerializer.Serialize(read));
        Assert.Equal([Folder.Manifest], Directory.GetFileSystemEntries(Folder.Root));
        Assert.Contains("\"scope\": \"data\"", File.ReadAllText(Folder.Manifest), StringComparison.Ordinal);
        Assert.Null(ManifestReader.Read(RunFolder.Of(_scratch.Root, "none")));
    }

    [Fact]
    public void Secrets_of_the_spec_never_reach_the_file()
    {
        var spec = JsonNode
            .Parse(
                """
                {"command":{"argv":["run","--api-key","s3cret-1","--token=s3cret-2","DB_PASSWORD=s3cret-3","--max-tokens","5"],
                "environment":{"HF_TOKEN":"s3cret-4","MYKEYS":"s3cret-5","MODE":"fast"}},
                "llm":{"api_key":"s3cret-6"},"tokenizer":"char","max_tokens":7,"workload":"command"}
                """
            )!
            .AsObject();
        ManifestWriter.Write(Folder, Sample() with { Spec = spec });

        var text = File.ReadAllText(Folder.Manifest);
        var stored = ManifestReader.Read(Folder)!.Spec;

        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.Equal("fast", (string?)stored["command"]!["environment"]!["MODE"]);
        Assert.Equal("char", (string?)stored["tokenizer"]);
        Assert.Equal("5", (string?)stored["command"]!["argv"]![6]);
        Assert.Equal(7, (int)stored["max_tokens"]!);
        Assert.Equal("s3cret-6", (string?)spec["llm"]!["api_key"]);
    }

    [Fact]
    public void A_damaged_or_newer_manifest_is_told_with_its_path()
    {
        Directory.CreateDirectory(Folder.Root);
        foreach (var text in (string[])["", "null", "[]", "{", "{}"])
        {
            File.WriteAllText(Folder.Manifest, text);
            Assert.Contains(
                Folder.Manifest,
                Assert.Throws<ManifestException>(() => ManifestReader.Read(Folder)).Message,
                StringComparison.Ordinal
            );
        }

        ManifestWriter.Write(Folder, Sample() with { Version = 2 });
        Assert.Contains("newer", Assert.Throws<ManifestException>(() => ManifestReader.Read(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_describes_this_machine_without_secrets()
    {
        var environment = ManifestEnvironment.Current(["pawl", "run", "--api-key", "s3cret"]);

        Assert.Equal(["pawl", "run", "--api-key", "***"], environment.CommandLine);
        Assert.True(environment.Cores >= 1 && environment.MemoryBytes > 1 << 20);
        Assert.NotEmpty(environment.Processor);
        Assert.Contains(environment.Simd, (string[])["avx512", "avx2", "vector128", "none"]);
        Assert.StartsWith("10.", environment.DotNet, StringComparison.Ordinal);
        Assert.All(environment.Variables.Keys, name => Assert.True(ManifestEnvironment.IsKept(name)));
        Assert.False(ManifestEnvironment.IsKept("PATH"));
        Assert.Equal("***", Secrets.Masked("PAWL_DB_PASSWORD", "x"));
    }

    private static RunManifest Sample() =>
        new()
        {
            RunId = "01J",
            Workload = "command",
            Spec = new JsonObject { ["workload"] = "command" },
            Environment = ManifestEnvironment.Current([]),
            Outcome = "running",
            CreatedAt = Start,
        };
}
