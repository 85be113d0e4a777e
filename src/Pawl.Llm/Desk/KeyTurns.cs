namespace Pawl.Llm.Desk;

/// <summary>Lets those who ask the same at once do so one after the other. Holds a key only while somebody asks it.</summary>
internal sealed class KeyTurns
{
    private readonly Dictionary<string, Turn> _turns = [];

    /// <returns>Dispose it to let the next one.</returns>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellation)
    {
        var turn = Enter(key);
        try
        {
            await turn.Gate.WaitAsync(cancellation);
            return new Holder(this, key, turn);
        }
        catch
        {
            Leave(key, turn);
            throw;
        }
    }

    private Turn Enter(string key)
    {
        lock (_turns)
        {
            if (!_turns.TryGetValue(key, out var turn))
            {
                turn = new Turn();
                _turns.Add(key, turn);
            }

            turn.Users++;
            return turn;
        }
    }

    private void Leave(string key, Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Users == 0)
            {
                _turns.Remove(key);
                turn.Gate.Dispose();
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Holder(KeyTurns turns, string key, Turn turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Gate.Release();
            turns.Leave(key, turn);
        }
    }
}
