using Pawl.Runs.Model;

namespace Pawl.Runs.Tests.Model;

public sealed class StateWordsTests
{
    [Fact]
    public void Each_state_has_a_word_of_its_own_that_leads_back()
    {
        Assert.All(Enum.GetValues<RunState>(), state => Assert.Equal(state, StateWords.ParseRunState(state.Word())));
        Assert.All(Enum.GetValues<AttemptState>(), state => Assert.Equal(state, StateWords.ParseAttemptState(state.Word())));
    }

    [Fact]
    public void An_unknown_word_is_refused_with_the_known_ones()
    {
        Assert.Contains("timed_out", Assert.Throws<FormatException>(() => StateWords.ParseRunState("TimedOut")).Message);
        Assert.Contains("waiting", Assert.Throws<FormatException>(() => StateWords.ParseAttemptState("")).Message);
    }
}
