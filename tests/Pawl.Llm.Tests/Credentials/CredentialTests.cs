using Pawl.Llm.Credentials;
using Pawl.Llm.Tests.Sending;

namespace Pawl.Llm.Tests.Credentials;

public class CredentialTests
{
    private const string Key = "sk-proj-Zq81kvT3mWx5Rb7N";

    private static readonly Uri Address = new("http://127.0.0.1:1/v1");

    [Fact]
    public void A_missing_key_names_its_variable_and_the_way_without_one()
    {
        var message = Assert
            .Throws<CredentialException>(() => Credential.Open(TestSettings.Provider(Address, authVariable: "OPENAI_API_KEY"), _ => null))
            .Message;

        Assert.Contains("OPENAI_API_KEY", message);
        Assert.Contains("provider.kind: offline", message);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserExecute)]
    public void A_key_file_that_others_may_read_is_refused_with_the_way_to_mend_it(UnixFileMode further)
    {
        using var folder = new ScratchFolder();
        var path = KeyFile.Write(folder, Key);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | further);

        var message = Assert.Throws<CredentialException>(() => Credential.Open(TestSettings.Provider(Address, path))).Message;

        Assert.Contains($"chmod 600 '{path}'", message);
        Assert.DoesNotContain(Key, message);
    }

    [Fact]
    public void An_empty_file_a_missing_one_and_two_keys_in_one_are_refused()
    {
        using var folder = new ScratchFolder();

        Assert.Contains("empty", Refused(KeyFile.Write(folder, "")));
        Assert.Contains("does not exist", Refused(folder["none"]));
        Assert.DoesNotContain(Key, Refused(KeyFile.Write(folder, $"{Key} {Key}")));
    }

    [Fact]
    public void Neither_the_whole_key_nor_its_ends_stay_in_a_text()
    {
        var credential = Open();

        Assert.Equal("key *** is bad", credential.Scrub($"key {Key} is bad"));
        Assert.Equal("Incorrect API key provided: ***.", credential.Scrub("Incorrect API key provided: sk-proj-**********Rb7N."));
        Assert.Equal("Incorrect: ***", credential.Scrub("Incorrect: sk-p...Rb7N"));
        Assert.Equal("starts with ***", credential.Scrub($"starts with {Key[..12]}"));
        Assert.Equal("ends with ***", credential.Scrub($"ends with {Key[^9..]}"));
        Assert.Equal("a ** b ... c", credential.Scrub("a ** b ... c"));
    }

    [Fact]
    public void Its_words_and_its_fingerprint_hold_no_key()
    {
        var credential = Open();

        Assert.Equal("variable K", credential.ToString());
        Assert.DoesNotContain(credential.Fingerprint, Key);
        Assert.Equal(16, credential.Fingerprint.Length);
    }

    [Fact]
    public void A_mended_file_is_taken_up_and_has_another_fingerprint()
    {
        using var folder = new ScratchFolder();
        var credential = Credential.Open(TestSettings.Provider(Address, KeyFile.Write(folder, Key)));
        var before = credential.Fingerprint;

        Assert.False(credential.Reload());
        KeyFile.Write(folder, "sk-another-key");

        Assert.True(credential.Reload());
        Assert.NotEqual(before, credential.Fingerprint);
    }

    private static Credential Open() => Credential.Open(TestSettings.Provider(Address, authVariable: "K"), _ => Key);

    private static string Refused(string path) =>
        Assert.Throws<CredentialException>(() => Credential.Open(TestSettings.Provider(Address, path))).Message;
}
