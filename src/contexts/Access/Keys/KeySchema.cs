using Marten;
using Weasel.Postgresql.Tables;

namespace Ledger.Access.Keys;

/// <summary>
/// One row per key of any book, for a request shows a key before it is known which book it is for; and beside it when the key was last used, which no event
/// tells and
/// which a rebuild of the keys leaves alone.
/// </summary>
internal static class KeySchema
{
    public const string Key = $"{AccessModule.Schema}.api_key";
    public const string Use = $"{AccessModule.Schema}.api_key_use";

    public static void AddTo(StoreOptions options)
    {
        var key = new Table(Key);
        key.AddColumn<string>("id").AsPrimaryKey();
        key.AddColumn<string>("book").NotNull();
        key.AddColumn<string>("party").NotNull();
        key.AddColumn<string>("app").NotNull();
        key.AddColumn<string>("name").NotNull();
        key.AddColumn<string>("hash").NotNull();
        key.AddColumn<bool>("is_test").NotNull();
        key.AddColumn<string>("scopes").NotNull();
        key.AddColumn("issued_at", "timestamptz").NotNull();
        key.AddColumn("expires_at", "timestamptz");
        key.AddColumn("revoked_at", "timestamptz");
        key.Indexes.Add(new IndexDefinition("ix_api_key_book") { Columns = ["book", "id"] });
        options.Storage.ExtendedSchemaObjects.Add(key);

        var use = new Table(Use);
        use.AddColumn<string>("key").AsPrimaryKey();
        use.AddColumn("at", "timestamptz").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(use);
    }
}
