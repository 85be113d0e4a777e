using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Cache;

public sealed class CacheKeeperTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly CacheKeeper _keeper;

    public CacheKeeperTests()
    {
        _keeper = new CacheKeeper(_scratch.Root, TimeProvider.System);
        for (var number = 0; number < 6; number++)
        {
            Keep(number, number < 4 ? "gpt-5" : "gpt-5-mini");
        }

        File.SetLastWriteTimeUtc(PathOf(0, "gpt-5"), DateTime.UtcNow.AddDays(-40));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Validation_counts_sound_damaged_and_foreign_files()
    {
        File.AppendAllText(PathOf(1, "gpt-5"), "x");
        File.WriteAllText(_scratch["notes.txt"], "");
        File.Copy(PathOf(2, "gpt-5"), _scratch["misplaced.json"]);

        var found = _keeper.Validate(repair: false, CancellationToken.None);

        Assert.Equal((5, 2), (found.Sound, found.Foreign));
        Assert.Equal(KeyOf(1, "gpt-5"), Assert.Single(found.Damages).Key);
        Assert.True(File.Exists(PathOf(1, "gpt-5")));
    }

    [Fact]
    public void Repair_moves_damaged_entries_aside()
    {
        File.AppendAllText(PathOf(1, "gpt-5"), "x");

        Assert.NotNull(Assert.Single(_keeper.Validate(repair: true, CancellationToken.None).Damages).MovedTo);
        var after = _keeper.Validate(repair: false, CancellationToken.None);
        Assert.Equal(5, after.Sound);
        Assert.Empty(after.Damages);
        Assert.Equal(1, _keeper.Statistics(CancellationToken.None).Quarantined);
    }

    [Fact]
    public void Statistics_are_by_model()
    {
        File.WriteAllBytes(PathOf(3, "gpt-5"), []);

        var found = _keeper.Statistics(CancellationToken.None);

        Assert.Equal(6, found.Entries);
        Assert.Equal([("(unreadable)", 1L), ("gpt-5", 3L), ("gpt-5-mini", 2L)], found.Models.Select(model => (model.Model, model.Entries)));
        Assert.Equal(found.Bytes, found.Models.Sum(model => model.Bytes));
        Assert.InRange((found.Newest - found.Oldest)!.Value.TotalDays, 39.9, 40.1);
    }

    [Fact]
    public void Statistics_of_no_folder_are_empty() =>
        Assert.Equal(0, new CacheKeeper(_scratch["none"], TimeProvider.System).Statistics(CancellationToken.None).Entries);

    [Theory]
    [InlineData(null, null, 6)]
    [InlineData(30, null, 1)]
    [InlineData(null, "gpt-5-mini", 2)]
    [InlineData(30, "gpt-5-mini", 0)]
    public void Purge_removes_what_fits_every_condition(int? days, string? model, int expected)
    {
        var order = new CachePurgeOrder(days is { } count ? TimeSpan.FromDays(count) : null, model, Quarantined: false, DryRun: true);

        Assert.Equal(expected, _keeper.Purge(order, CancellationToken.None).Removed);
        Assert.Equal(6, _keeper.Statistics(CancellationToken.None).Entries);
        Assert.Equal(expected, _keeper.Purge(order with { DryRun = false }, CancellationToken.None).Removed);
        Assert.Equal(6 - expected, _keeper.Statistics(CancellationToken.None).Entries);
    }

    [Fact]
    public void Purge_of_quarantine_leaves_entries_alone_and_the_other_way_round()
    {
        File.AppendAllText(PathOf(1, "gpt-5"), "x");
        _keeper.Validate(repair: true, CancellationToken.None);

        Assert.Equal(5, _keeper.Purge(new CachePurgeOrder(null, null, false, false), CancellationToken.None).Removed);
        Assert.Equal(1, _keeper.Purge(new CachePurgeOrder(null, null, true, false), CancellationToken.None).Removed);
    }

    [Fact]
    public void Purge_takes_what_dead_writers_left_and_not_what_is_being_written_or_foreign()
    {
        var old = PathOf(0, "gpt-5") + ".tmp-1-aaaa";
        File.WriteAllText(old, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(PathOf(0, "gpt-5") + ".tmp-1-bbbb", "");
        File.WriteAllText(_scratch["notes.txt"], "");

        _keeper.Purge(new CachePurgeOrder(null, null, false, false), CancellationToken.None);

        Assert.Equal(2, Directory.GetFiles(_scratch.Root, "*", SearchOption.AllDirectories).Length);
        Assert.False(File.Exists(old));
    }

    private static ModelCall Call(int number, string model) => Sample.Of("S1", "descriptions", $"Question {number}") with { Model = model };

    private static string KeyOf(int number, string model) => CallKey.Of(Call(number, model), "openai");

    private string PathOf(int number, string model) => _scratch[$"{KeyOf(number, model)[..2]}/{KeyOf(number, model)}.json"];

    private void Keep(int number, string model) =>
        new CallCache(_scratch.Root, CacheMode.Read, damage => Assert.Fail(damage.Reason)).Keep(
            Call(number, model),
            "openai",
            KeyOf(number, model),
            Sample.Answer
        );
}
