using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Cache;

public sealed class CallCacheTests : IDisposable
{
    private static readonly string Key = CallKey.Of(Sample.Call, "openai");

    private readonly ScratchFolder _scratch = new();
    private readonly List<CacheDamage> _damages = [];

    private string EntryPath => _scratch[$"{Key[..2]}/{Key}.json"];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(CacheMode.Off, false, null, "old")]
    [InlineData(CacheMode.Read, true, "new", "old")]
    [InlineData(CacheMode.Refresh, false, "new", "new")]
    [InlineData(CacheMode.Write, false, "new", "old")]
    public void Mode_says_what_is_read_and_what_is_written(CacheMode mode, bool reads, string? onMiss, string onHit)
    {
        var cache = Cache(mode);
        Keep(cache, "new");
        Assert.Equal(onMiss, Cache(CacheMode.Read).Find(Key)?.Text);

        Keep(Cache(CacheMode.Refresh), "old");
        Assert.Equal(reads ? "old" : null, cache.Find(Key)?.Text);
        Keep(cache, "new");
        Assert.Equal(onHit, Cache(CacheMode.Read).Find(Key)?.Text);
        Assert.Empty(_damages);
    }

    [Fact]
    public void Entry_holds_the_whole_answer_and_is_for_its_owner_alone()
    {
        Keep(Cache(CacheMode.Read), Sample.Answer.Text);

        Assert.Equal(Sample.Answer, Cache(CacheMode.Read).Find(Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(EntryPath));
        var text = File.ReadAllText(EntryPath);
        Assert.Contains("\"last_message\":\"What is it?\"", text);
        Assert.Contains("\"seed\":7", text);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("bit")]
    [InlineData("other key")]
    public void Damaged_entry_is_set_aside_told_of_and_as_if_it_were_not_there(string damage)
    {
        var cache = Cache(CacheMode.Read);
        Keep(cache, "good");
        Damage(damage);

        Assert.Null(cache.Find(Key));
        var told = Assert.Single(_damages);
        Assert.Equal((Key, _scratch[$"quarantine/{Key}.json"]), (told.Key, told.MovedTo));
        Assert.StartsWith("expected", told.Reason);
        Assert.True(File.Exists(told.MovedTo));
        Assert.False(File.Exists(EntryPath));

        Keep(cache, "again");
        Assert.Equal("again", cache.Find(Key)!.Text);
    }

    [Fact]
    public void Damaged_entries_of_one_key_are_all_kept_aside()
    {
        for (var round = 0; round < 3; round++)
        {
            Keep(Cache(CacheMode.Read), "good");
            Damage("cut");
            Assert.Null(Cache(CacheMode.Read).Find(Key));
        }

        Assert.Equal(3, Directory.GetFiles(_scratch["quarantine"]).Length);
    }

    [Fact]
    public void Damaged_entry_that_cannot_be_moved_is_an_error_of_its_call()
    {
        Keep(Cache(CacheMode.Read), "good");
        Damage("cut");
        File.WriteAllText(_scratch["quarantine"], "where a folder should be");

        var fault = Assert.Throws<CacheCorruptException>(() => Cache(CacheMode.Read).Find(Key));
        Assert.Contains(EntryPath, fault.Message);
    }

    [Fact]
    public void Cache_whose_folder_cannot_be_made_is_told_of_and_harms_no_call()
    {
        File.WriteAllText(_scratch["file"], "");
        var cache = new CallCache(_scratch["file/llm"], CacheMode.Read, _damages.Add);

        Assert.Null(cache.Find(Key));
        cache.Keep(Sample.Call, "openai", Key, Sample.Answer);
        Assert.Contains("could not be written", Assert.Single(_damages).Reason);
    }

    [Fact]
    public async Task Many_at_once_never_see_half_an_entry()
    {
        var cache = Cache(CacheMode.Refresh);
        var reading = Cache(CacheMode.Read);
        Keep(cache, "x");
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(worker =>
                    Task.Run(() =>
                    {
                        for (var round = 0; round < 200; round++)
                        {
                            Keep(cache, new string((char)('a' + worker), 5000));
                            Assert.Single(reading.Find(Key)!.Text.Distinct());
                        }
                    })
                )
        );

        Assert.Empty(_damages);
        Assert.Single(Directory.GetFiles(_scratch.Root, "*", SearchOption.AllDirectories));
    }

    private CallCache Cache(CacheMode mode) => new(_scratch.Root, mode, _damages.Add);

    private static void Keep(CallCache cache, string text) => cache.Keep(Sample.Call, "openai", Key, Sample.Answer with { Text = text });

    private void Damage(string how)
    {
        var bytes = File.ReadAllBytes(EntryPath);
        bytes[^40] ^= 1;
        switch (how)
        {
            case "empty":
                File.WriteAllBytes(EntryPath, []);
                break;
            case "cut":
                File.WriteAllBytes(EntryPath, bytes[..^9]);
                break;
            case "bit":
                File.WriteAllBytes(EntryPath, bytes);
                break;
            default:
                var other = CallKey.Of(Sample.Of("S1", "descriptions", "Another?"), "openai");
                Cache(CacheMode.Read).Keep(Sample.Of("S1", "descriptions", "Another?"), "openai", other, Sample.Answer);
                File.Copy(_scratch[$"{other[..2]}/{other}.json"], EntryPath, overwrite: true);
                break;
        }
    }
}
