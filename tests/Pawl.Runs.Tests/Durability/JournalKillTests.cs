using System.Diagnostics;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class JournalKillTests
{
    private const string PathVariable = "PAWL_TEST_JOURNAL";

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_writer_killed_in_the_middle_leaves_whole_records_in_order()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["j.ndjson"];
        var expected = 0;
        for (var round = 0; round < 3; round++)
        {
            using var writer = Process.Start(
                new ProcessStartInfo(
                    Environment.ProcessPath!,
                    ["--explicit", "only", "--filter-method", $"*{nameof(Appends_until_it_is_killed)}"]
                )
                {
                    Environment = { [PathVariable] = path },
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var before = File.Exists(path) ? new FileInfo(path).Length : 0;
            while (!File.Exists(path) || new FileInfo(path).Length < before + ((round + 1) * 50_000))
            {
                Assert.False(writer.HasExited);
                await Task.Delay(5);
            }

            writer.Kill();
            await writer.WaitForExitAsync();

            var damages = new List<JournalDamage>();
            var numbers = JournalReader.Read(path, 0, damages.Add).Select(record => record.Value.GetProperty("number").GetInt32()).ToList();
            Assert.Empty(damages);
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.True(numbers.Count > expected);
            expected = numbers.Count;
        }
    }

    /// <summary>Not a test of its own: the writer process of the one above.</summary>
    [Fact(Explicit = true)]
    public void Appends_until_it_is_killed()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable);
        Assert.NotNull(path);
        using var journal = JournalWriter.Open(path);
        using var batch = new JournalBatch();
        for (var number = JournalReader.Read(path).Count(); ; number++)
        {
            batch.Clear();
            batch.Add(
                number,
                static (json, value) =>
                {
                    json.WriteNumber("number", value);
                    json.WriteString("filler", new string('f', value * 31 % 9000));
                }
            );
            journal.Append(batch);
        }
    }
}
