#include "session/language.h"

#include <doctest/doctest.h>

using namespace deltascope::session;

TEST_CASE("sentences tell their language")
{
    CHECK(languageOf("List directory contents, one entry per line of the output.") == "en");
    CHECK(languageOf("Tetris-like game with very impressive effects") == "en");
    CHECK(languageOf("JuK 是一个功能强大的音乐播放器，能够管理大型的乐曲库。") == "zh");
    CHECK(languageOf("Jeu similaire à Tetris avec des effets très impressionnants") == "fr");
    CHECK(languageOf("Le fichier de configuration est lu au démarrage.") == "fr");
    CHECK(languageOf("CE JEU A ÉTÉ FAIT AVEC SOIN") == "fr");
    CHECK(languageOf("Die Datei wird beim Start gelesen und nicht verändert.") == "de");
    CHECK(languageOf("Un juego de cartas para el ordenador") == "es");
    CHECK(languageOf("これは音楽プレーヤーです") == "ja");
    CHECK(languageOf("음악 플레이어") == "ko");
    CHECK(languageOf("Музыкальный проигрыватель") == "ru");
    CHECK(languageOf("مشغل الموسيقى") == "ar");
    CHECK(languageOf("1234 !?").empty());
    CHECK(languageOf("").empty());
    CHECK(languageOf("\xFF\xFE").empty());
}

TEST_CASE("names tell for which language a delta is")
{
    CHECK(namesLanguage("fr", "fr"));
    CHECK(namesLanguage("French", "fr"));
    CHECK(namesLanguage("lora-fr_2", "fr"));
    CHECK(!namesLanguage("afraid", "fr"));
    CHECK(!namesLanguage("fr", "en"));
    CHECK(!namesLanguage("fr", ""));
}
