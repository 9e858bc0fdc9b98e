@echo off
node "%~dp0scripts\spoor.mjs" %*
