using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

[Trait("speed", "slow")]
public sealed class JournalKillTests
{
    [Fact]
    public async Task A_writer_killed_in_the_middle_leaves_whole_records_in_order()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["j.ndjson"];
        var before = 0;
        for (var round = 0; round < 4; round++)
        {
            using (var writer = TestProgram.Start("append", path))
            {
                await KillTiming.WaitForGrowthAsync(path, 50_000 * (round + 1));
                writer.Kill();
                await writer.FinishAsync();
            }

            var damages = new List<JournalDamage>();
            var numbers = JournalReader.Read(path, 0, damages.Add).Select(record => record.Value.GetProperty("number").GetInt32()).ToList();
            Assert.Empty(damages);
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.True(numbers.Count > before);
            before = numbers.Count;
        }
    }

    [Fact]
    public async Task Files_and_folders_of_a_killed_writer_are_whole()
    {
        using var scratch = new ScratchFolder();
        for (var round = 0; round < 6; round++)
        {
            using (var writer = TestProgram.Start("commit", scratch.Root))
            {
                await KillTiming.WaitForFileAsync(scratch["state"]);
                await Task.Delay(7 * round);
                writer.Kill();
                await writer.FinishAsync();
            }

            TemporaryName.Sweep(scratch.Root);
            Assert.Equal(["last", "state"], Directory.GetFileSystemEntries(scratch.Root).Select(Path.GetFileName).Order());
            var files = Directory.GetFiles(scratch["last"]);
            Assert.Equal(5, files.Length);
            Assert.Single(files.Select(File.ReadAllText).Distinct());
            Assert.Equal(20_000, File.ReadAllText(files[0]).Length);
            var state = File.ReadAllText(scratch["state"]);
            Assert.Equal(new string(state[0], 20_000), state);
            File.Delete(scratch["state"]);
        }
    }
}
