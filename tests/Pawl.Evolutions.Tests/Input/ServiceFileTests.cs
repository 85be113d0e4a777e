using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pawl.Evolutions.Input;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Tests.Input;

public sealed class ServiceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_gives_a_service_without_its_features_and_jobs_may_be_texts()
    {
        const string Line =
            """{"service_id":"S7","name":"Enrolment","description":"","jobs_to_be_done":["Enrol",{"name":"Change","why":[1]}],"features":[{"feature_id":"F","name":"N","description":"D"}]}""";
        using var file = ServiceFile.Open(_folder.File("services.jsonl", $"\uFEFF{Line}\r\n\r\n"));

        var service = file.Read(0);

        Assert.Equal(1, file.Count);
        Assert.Empty(service.Features);
        Assert.Equal(["Enrol", "Change"], service.JobsToBeDone.Select(job => job.Name));
        Assert.Equal("""{"name":"Change","why":[1]}""", JsonSerializer.Serialize(service.JobsToBeDone[1]));
    }

    [Fact]
    public void Bad_lines_are_set_aside_with_number_and_reason_and_the_rest_is_read()
    {
        string[] lines =
        [
            Line("A"),
            "{\"service_id\":",
            """{"service_id":"B","name":"N","description":"D","jobs_to_be_done":[],"colour":1}""",
            """{"service_id":"C","name":"","description":"D","jobs_to_be_done":[]}""",
            """{"service_id":"D","name":"N","description":"D"}""",
            """{"service_id":5,"name":"N","description":"D","jobs_to_be_done":[]}""",
            Line("A"),
            """{"service_id":"E","name":"N","description":"D","jobs_to_be_done":[null]}""",
            "null",
            Line("Z"),
        ];
        using var file = ServiceFile.Open(_folder.File("services.jsonl", string.Join('\n', lines)));

        Assert.Equal(["A", "Z"], Enumerable.Range(0, file.Count).Select(ordinal => file.Read(ordinal).ServiceId));
        Assert.Equal(10, file.LineOf(1));
        Assert.Equal(
            [(2, null), (3, "B"), (4, "C"), (5, "D"), (6, null), (7, "A"), (8, "E"), (9, null)],
            file.BadLines.Select(bad => (bad.Line, bad.ServiceId))
        );
        Assert.Equal(QuarantineKind.JsonParseError, file.BadLines[0].Kind);
        Assert.All(file.BadLines.Skip(1), bad => Assert.Equal(QuarantineKind.SchemaMismatch, bad.Kind));
        Assert.Contains("taken by line 1", file.BadLines[5].Reason);
        Assert.Equal(lines[2], file.Quarantine(file.BadLines[1]).Raw);
    }

    [Fact]
    public void The_hash_is_that_of_the_bytes_and_lines_may_end_anywhere()
    {
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            // Long lines cross the buffer of 256 KiB at every kind of place.
            var ids = Enumerable.Range(0, random.Next(1, 40)).Select(index => $"{index}").ToArray();
            var text = string.Join(random.Next(2) == 0 ? "\n" : "\r\n", ids.Select(id => Line(id, random.Next(60_000))));
            var path = _folder.File("services.jsonl", text + (random.Next(2) == 0 ? "\n" : ""));
            using var file = ServiceFile.Open(path);

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
            Assert.Equal(ids, Enumerable.Range(0, file.Count).Select(ordinal => file.Read(ordinal).ServiceId));
        }
    }

    [Fact]
    public void Random_bytes_bring_bad_lines_and_no_exception()
    {
        var random = new Random(12);
        var good = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 50).Select(index => Line($"{index}\\u00e9"))));
        for (var round = 0; round < 200; round++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(20); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var path = Path.Combine(_folder.Path, "random.jsonl");
            File.WriteAllBytes(path, bytes);
            using var file = ServiceFile.Open(path);
            Assert.All(Enumerable.Range(0, file.Count), ordinal => Assert.NotEmpty(file.Read(ordinal).ServiceId));
            Assert.All(file.BadLines, bad => Assert.NotEmpty(file.Quarantine(bad).Message));
        }
    }

    [Fact]
    public void The_glance_takes_only_what_the_reading_takes_and_finds_the_same_id()
    {
        var random = new Random(13);
        var (taken, good) = (0, Encoding.UTF8.GetBytes(Line("A1", 3, ",\"parent_id\":\"p\",\"customer_type\":\"c\"")));
        for (var round = 0; round < 20_000; round++)
        {
            var line = good.ToArray();
            for (var change = random.Next(3); change > 0; change--)
            {
                line[random.Next(line.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"{}[]\":,\\ 1ndps_"[random.Next(15)];
            }

            if (ServiceGlance.IsGood(line, out var id))
            {
                taken++;
                Assert.Equal(Encoding.UTF8.GetString(id), ServiceLine.Read(line, out _, out var reason)?.ServiceId ?? reason);
            }
        }

        Assert.InRange(taken, 1000, 20_000);
    }

    [Fact]
    public void A_half_of_a_surrogate_pair_makes_a_bad_line()
    {
        using var file = ServiceFile.Open(_folder.File("services.jsonl", Line("\\ud800") + "\n" + Line("A", 0, ",\"\\udc00\":1")));

        Assert.Equal(0, file.Count);
        Assert.Equal(2, file.BadLines.Count);
    }

    [Fact]
    public void A_line_that_changed_since_is_refused()
    {
        var path = _folder.File("services.jsonl", Line("A") + "\n" + Line("B"));
        using var file = ServiceFile.Open(path);
        File.WriteAllText(path, "{}");

        var exception = Assert.Throws<EvolutionException>(() => file.Read(1));

        Assert.Equal(("line 2", "input"), (exception.ServiceId, exception.Stage));
    }

    internal static string Line(string id, int length = 0, string more = "") =>
        $$"""{"service_id":"{{id}}","name":"Name","description":"{{new string('d', length)}}","jobs_to_be_done":["Do it",{"name":"Do more"}]{{more}}}""";
}
